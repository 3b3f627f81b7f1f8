// Old syntax, so that a browser too old for the modules can read it and say so. Sent without comments.
;(function () {
  var root = document.getElementById('root')
  // A host that sends no frame-ancestors lets every site frame the page.
  var isFramed = window.top !== window
  if (
    !isFramed &&
    window.URL &&
    URL.parse &&
    Promise.withResolvers &&
    Map.groupBy &&
    AbortSignal.any &&
    'popover' in root
  ) {
    return
  }
  function add(parent, tag, text) {
    var element = document.createElement(tag)
    element.textContent = text
    parent.appendChild(element)
    return element
  }
  // Keeps main.tsx from starting.
  root.setAttribute('data-unsupported', '')
  root.textContent = ''
  var main = add(root, 'main', '')
  main.className = 'mx-auto max-w-lg px-6 py-20'
  var title = isFramed ? 'Open the console in a tab of its own' : 'This browser is too old'
  add(main, 'h1', title).className = 'text-2xl'
  if (isFramed) return
  add(
    main,
    'p',
    'The device console needs Chrome or Edge 131, Firefox 133, Safari 18.1, or a newer version.',
  )
})()

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
  )
    return
  function add(parent, tag, text) {
    var element = parent.appendChild(document.createElement(tag))
    element.textContent = text
    return element
  }
  // Keeps main.tsx from starting.
  root.setAttribute('data-unsupported', '')
  root.textContent = ''
  var main = add(root, 'main', '')
  main.className = 'mx-auto max-w-lg p-6'
  add(main, 'h1', isFramed ? 'Open in a tab' : 'This browser is too old').className = 'text-2xl'
  if (!isFramed) {
    add(
      main,
      'p',
      'The device console needs Chrome or Edge 131, Firefox 133, Safari 18.1, or a newer version.',
    )
  }
})()

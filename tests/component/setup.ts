import '../../src/app/app.css'

// After a real press, the browser would open its file dialog, and cancel it where there is no screen.
HTMLInputElement.prototype.click = function () {
  if (this.type !== 'file') HTMLElement.prototype.click.call(this)
}

// Counts the protected minutes down. Without script the time left when the page was made stands there.
export function mount(root) {
  if (root.dataset.running !== 'true') return
  const all = Number(root.dataset.minutes) * 60
  const passedThen = all - Number(root.querySelector('[data-left]').textContent.split(':')[0]) * 60
  const loaded = performance.now() // the server's clock says what has passed; ours only what passes from here on
  const [left, bar] = [root.querySelector('[data-left]'), root.querySelector('[data-done]')]

  const show = () => {
    const passed = passedThen + Math.floor((performance.now() - loaded) / 1000)
    const rest = Math.abs(all - passed)
    left.textContent = `${passed > all ? '+' : ''}${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, '0')}`
    bar.setAttribute('width', String(Math.min(1, passed / all) * 260))
  }
  show()
  const ticking = setInterval(show, 1000)
  return () => clearInterval(ticking)
}

// Walks what is to be done with J and K and ticks one off with X: the one walked to, else the first. Without script each has its button.
export function mount(root) {
  const rows = [...root.querySelectorAll('[data-task]')].filter(row => row.querySelector('a'))
  const stop = new AbortController()
  const on = (target, type, handler) => target.addEventListener(type, handler, { signal: stop.signal })
  let at = -1

  const go = to => {
    at = Math.min(Math.max(to, 0), rows.length - 1)
    rows[at]?.querySelector('a')?.focus()
  }
  const tick = () => (at < 0 ? rows.find(row => row.querySelector('form')) : rows[at])?.querySelector('form')?.requestSubmit()

  on(document, 'keydown', event => {
    if (event.target.closest('input, textarea, select, [popover], dialog') || event.ctrlKey || event.metaKey || event.altKey) return
    const keys = { j: () => go(at + 1), k: () => go(at - 1), x: tick }
    if (!keys[event.key]) return
    event.preventDefault()
    keys[event.key]()
  })
  on(root, 'focusin', event => { at = rows.indexOf(event.target.closest('[data-task]')) })
  root.dataset.mounted = ''
  return () => stop.abort()
}

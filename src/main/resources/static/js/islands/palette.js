// Ctrl or Cmd K: find a record or do something, from anywhere. Without script the search page does the same.
export function mount(dialog) {
  const field = dialog.querySelector('input')
  const results = dialog.querySelector('[role=listbox]')
  const stop = new AbortController()
  let wait
  let at = 0
  let asked = 0

  const options = () => [...results.querySelectorAll('[role=option]')]
  const mark = to => {
    const all = options()
    if (!all.length) return
    at = (to + all.length) % all.length
    all.forEach((it, n) => { it.id = `palette-${n}`; it.tabIndex = -1; it.setAttribute('aria-selected', String(n === at)) })
    all[at].scrollIntoView({ block: 'nearest' })
    field.setAttribute('aria-activedescendant', all[at].id)
  }
  const ask = async () => {
    const mine = ++asked
    const answer = await fetch(`/search/palette?q=${encodeURIComponent(field.value)}`)
    if (!answer.ok || mine !== asked) return
    results.innerHTML = await answer.text()
    mark(0)
  }
  const open = () => { dialog.showModal(); field.select(); ask() }
  const on = (target, type, handler) => target.addEventListener(type, handler, { signal: stop.signal })

  on(document, 'keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { event.preventDefault(); dialog.open ? dialog.close() : open() }
  })
  on(document, 'click', event => { if (event.target.closest('[data-palette]')) { event.preventDefault(); open() } })
  on(dialog, 'click', event => { if (event.target === dialog) dialog.close() })
  on(field, 'input', () => { clearTimeout(wait); wait = setTimeout(ask, 100) })
  on(field, 'keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) { event.preventDefault(); mark(at + step) }
    if (event.key === 'Enter') { event.preventDefault(); options()[at]?.click() }
  })
  dialog.dataset.mounted = ''
  return () => stop.abort()
}

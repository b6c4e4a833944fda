// Walks a table with J, K and the arrows, opens a row with Enter, chooses it with X, changes it in place with E.
// Without script the links are tabbed to, and a record is changed on its own page.
export function mount(table) {
  const rows = [...table.tBodies[0].rows]
  const box = row => row.querySelector('input[name=record]')
  const counter = document.querySelector('[data-chosen]')
  const stop = new AbortController()
  const on = (target, type, handler) => target.addEventListener(type, handler, { signal: stop.signal })
  let at = -1

  const go = to => {
    at = Math.min(Math.max(to, 0), rows.length - 1)
    rows[at]?.querySelector('a')?.focus()
  }
  const count = () => {
    const chosen = rows.filter(row => box(row)?.checked)
    rows.forEach(row => row.setAttribute('aria-selected', box(row)?.checked ? 'true' : 'false'))
    if (counter) counter.textContent = chosen.length ? `${chosen.length} chosen` : 'Choose rows to change several at once'
  }
  const edit = cell => cell && window.htmx.ajax('GET', cell.dataset.edit, { target: cell, swap: 'innerHTML' }).then(() => cell.querySelector('input:not([type=hidden]), select')?.focus())
  const leave = cell => window.htmx.ajax('GET', `${cell.dataset.edit}?shown=true`, { target: cell, swap: 'innerHTML' }).then(() => cell.closest('tr').querySelector('a')?.focus())

  on(document, 'keydown', event => {
    if (event.target.closest('input, textarea, select, [popover], dialog') || event.ctrlKey || event.metaKey || event.altKey) return
    const keys = { j: () => go(at + 1), ArrowDown: () => go(at + 1), k: () => go(at - 1), ArrowUp: () => go(at - 1), e: () => edit(rows[Math.max(at, 0)]?.querySelector('[data-edit]')),
      x: () => { const it = at >= 0 && box(rows[at]); if (it) { it.checked = !it.checked; count() } } }
    if (!keys[event.key] || (event.key.startsWith('Arrow') && at < 0 && !table.contains(event.target))) return
    event.preventDefault()
    keys[event.key]()
  })
  on(table, 'focusin', event => { at = rows.indexOf(event.target.closest('tbody tr')) })
  on(table, 'dblclick', event => edit(event.target.closest('[data-edit]')))
  on(table, 'change', event => {
    if (event.target.matches('[data-choose-all]')) rows.forEach(row => { if (box(row)) box(row).checked = event.target.checked })
    count()
    if (event.target.closest('.cell-edit select')) event.target.form.requestSubmit()
  })
  on(table, 'keydown', event => {
    const cell = event.target.closest('.cell-edit')?.closest('[data-edit]')
    if (!cell) return
    if (event.key === 'Escape') { event.preventDefault(); leave(cell) }
    if (event.key === 'Tab') {
      const cells = [...table.querySelectorAll('[data-edit]')]
      const next = cells[cells.indexOf(cell) + (event.shiftKey ? -1 : 1)]
      event.preventDefault()
      // told of the request and not of the swap: htmx tells a swap only to elements, and a cell may hold nothing but text
      cell.addEventListener('htmx:afterRequest', () => { if (!cell.querySelector('form')) edit(next) }, { signal: stop.signal, once: true })
      event.target.form.requestSubmit()
    }
  })
  count()
  table.dataset.mounted = ''
  return () => stop.abort()
}

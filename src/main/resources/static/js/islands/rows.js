// Walks a table with J and K and opens the row with Enter. Without script the links are tabbed to.
export function mount(table) {
  const rows = [...table.tBodies[0].rows]
  let at = -1

  const walk = event => {
    if (event.target.closest('input, textarea, select') || event.ctrlKey || event.metaKey || event.altKey) return
    const step = { j: 1, k: -1 }[event.key]
    if (!step) return
    at = Math.min(Math.max(at + step, 0), rows.length - 1)
    rows[at]?.querySelector('a')?.focus()
  }
  document.addEventListener('keydown', walk)
  return () => document.removeEventListener('keydown', walk)
}

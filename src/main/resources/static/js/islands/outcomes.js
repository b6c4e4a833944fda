// What came of a call, on the keys 1 to 9; N goes to the note. Without script each has its button.
export function mount(root) {
  const stop = new AbortController()
  document.addEventListener('keydown', event => {
    if (event.target.closest('input, textarea, select, [popover], dialog') || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    const button = root.querySelector(`[data-key="${CSS.escape(event.key)}"]`)
    const note = event.key === 'n' ? root.querySelector('[name="note"]') : null
    if (!button && !note) return
    event.preventDefault()
    if (note) { note.focus(); return }
    const callAt = root.querySelector('[name="callAt"]')
    if (button.value === 'CALL_BACK' && !callAt.value) callAt.focus()
    else button.click()
  }, { signal: stop.signal })
  root.dataset.mounted = ''
  return () => stop.abort()
}

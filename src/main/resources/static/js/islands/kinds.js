// Shows of a form what the chosen kind needs. Without script all of it is there, and what a kind does not need is not read.
export function mount(root) {
  const stop = new AbortController()
  const kind = root.querySelector('[name="kind"]')
  const show = () => root.querySelectorAll('[data-for]').forEach(it => { it.hidden = !it.dataset.for.split(' ').includes(kind.value) })
  kind.addEventListener('change', show, { signal: stop.signal })
  show()
  root.dataset.mounted = ''
  return () => stop.abort()
}

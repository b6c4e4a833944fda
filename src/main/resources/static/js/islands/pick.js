// Offers records while one types. Without script the exact name is enough.
export function mount(root) {
  const field = root.querySelector('input:not([type=hidden])')
  const [id, was] = root.querySelectorAll('input[type=hidden]')
  const list = Object.assign(document.createElement('div'), { className: 'pick-list menu', id: `${field.id}-list`, hidden: true })
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', 'Suggestions')
  Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id }).forEach(([name, value]) => field.setAttribute(name, value))
  root.append(list)
  let wait
  let at = -1

  const options = () => [...list.querySelectorAll('[role=option]')]
  const show = open => {
    list.hidden = !open
    field.setAttribute('aria-expanded', String(open))
    if (!open) { at = -1; field.removeAttribute('aria-activedescendant') }
  }
  const take = option => {
    field.value = was.value = option.dataset.name
    id.value = option.dataset.id
    show(false)
  }
  const ask = async () => {
    const answer = await fetch(`${root.dataset.from}?q=${encodeURIComponent(field.value)}`, { headers: { Accept: 'text/html' } })
    if (!answer.ok) return
    list.innerHTML = await answer.text()
    options().forEach((option, n) => { option.id = `${list.id}-${n}`; option.setAttribute('aria-selected', 'false') })
    show(document.activeElement === field)
  }
  const mark = to => {
    const all = options()
    at = (to + all.length) % all.length
    all.forEach((option, n) => { option.setAttribute('aria-selected', String(n === at)); option.classList.toggle('is-focused', n === at) })
    field.setAttribute('aria-activedescendant', all[at]?.id)
  }
  field.addEventListener('input', () => { id.value = ''; clearTimeout(wait); wait = setTimeout(ask, 150) })
  field.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' && list.hidden) return ask()
    if (list.hidden) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); mark(at + (event.key === 'ArrowDown' ? 1 : -1)) }
    if (event.key === 'Enter' && at >= 0) { event.preventDefault(); take(options()[at]) }
    if (event.key === 'Escape') { event.stopPropagation(); show(false) }
  })
  list.addEventListener('mousedown', event => {
    const option = event.target.closest('[role=option]')
    if (option) { event.preventDefault(); take(option) }
  })
  field.addEventListener('blur', () => show(false))
  root.dataset.mounted = ''
  return () => clearTimeout(wait)
}

// Writes the chosen columns into one field, so that the address says them.
export function mount(form) {
  const field = form.querySelector('input[name=columns]')
  const collect = () => { field.value = [...form.querySelectorAll('[data-column]:checked')].map(it => it.value).join(',') }
  form.addEventListener('submit', collect)
  form.dataset.mounted = ''
  return () => form.removeEventListener('submit', collect)
}

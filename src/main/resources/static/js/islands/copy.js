// Selects the whole of what is to be copied. Without script one selects it by hand.
export function mount(root) {
  const all = () => root.select()
  root.addEventListener('focus', all)
  return () => root.removeEventListener('focus', all)
}

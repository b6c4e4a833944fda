// Takes a flash away after ten seconds, and keeps it as long as somebody points at it.
export function mount(root) {
  let timer
  const go = () => { timer = setTimeout(() => root.remove(), 10_000) }
  const stay = () => clearTimeout(timer)
  root.addEventListener('pointerenter', stay)
  root.addEventListener('pointerleave', go)
  root.addEventListener('focusin', stay)
  go()
  return stay
}

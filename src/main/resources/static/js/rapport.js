// Mounts islands, on the page and in every part htmx brings in, and listens for the few keys that work everywhere.
const folder = document.body.dataset.assets
const mounted = new WeakMap()

async function mount(root) {
  if (mounted.has(root)) return
  mounted.set(root, () => {})
  const island = await import(`${folder}/js/islands/${root.dataset.island}.js`)
  mounted.set(root, island.mount(root) ?? (() => {}))
}

const islands = node => [...(node.matches?.('[data-island]') ? [node] : []), ...node.querySelectorAll('[data-island]')]

islands(document).forEach(mount)
document.body.addEventListener('htmx:load', event => islands(event.detail.elt).forEach(mount))
document.body.addEventListener('htmx:beforeCleanupElement', event => mounted.get(event.detail.elt)?.())

const named = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null
if (named?.popover) named.showPopover()

const places = { t: '/today', w: '/calendar', c: '/coaching', p: '/board', o: '/opportunities', a: '/accounts', k: '/contacts', l: '/leads', d: '/activities', u: '/people', s: '/settings' }
let going = false

document.addEventListener('keydown', event => {
  const typing = event.target.closest('input, textarea, select, [contenteditable]')
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return
  if (going && places[event.key]) location.assign(places[event.key])
  if (event.key === '?') location.assign('/help')
  if (event.key === 'n') document.querySelector('.page-actions a[href$="/new"]')?.click()
  if (event.key === 'l') { const log = document.querySelector('[data-log]'); if (log && !going) { event.preventDefault(); log.focus() } }
  if (event.key === '/') {
    const find = document.querySelector('[data-find]')
    if (find) { event.preventDefault(); find.focus() }
  }
  going = event.key === 'g'
})

// Moves cards: by dragging, by the menu under the dots or M, and between stages with the arrows. Without script the dots lead to the opportunity, which has the same moves.
export async function mount(root) {
  const { default: Sortable } = await import(`${document.body.dataset.assets}/sortable.js`)
  const stop = new AbortController()
  let sortables = []
  let card = null

  const menu = () => root.querySelector('#move-menu')
  const cards = column => [...column.querySelectorAll('.deal-card')]
  const send = (id, stage) => {
    const address = menu().dataset.moves.replace('/board/cards', `/board/cards/${id}`)
    return window.htmx.ajax('PUT', `${address}${address.includes('?') ? '&' : '?'}stage=${stage}`, { target: root, swap: 'innerHTML' }).then(() => root.querySelector(`[data-card="${id}"]`)?.focus())
  }
  const open = (it, anchor) => {
    if (!menu().dataset.moves) return
    card = it
    menu().showPopover()
    const box = anchor.getBoundingClientRect()
    const own = menu().getBoundingClientRect()
    menu().style.insetBlockStart = `${Math.max(8, Math.min(box.bottom + 4, innerHeight - own.height - 8))}px`
    menu().style.insetInlineStart = `${Math.max(8, Math.min(box.right - own.width, innerWidth - own.width - 8))}px`
    menu().querySelector('button')?.focus()
  }
  const drag = () => {
    sortables.forEach(it => it.destroy())
    if (!menu()?.dataset.moves) return
    sortables = [...root.querySelectorAll('[data-stage] > .cards')].map(list => Sortable.create(list, {
      group: 'deals', draggable: '.deal-card', filter: '.column-more', sort: false, delay: 150, delayOnTouchOnly: true, animation: 120,
      onEnd: ({ item, from, to }) => { if (from !== to) send(item.dataset.card, to.parentElement.dataset.stage) },
    }))
  }
  const beside = (it, step) => {
    const columns = [...it.closest('.board').querySelectorAll('.column')]
    const column = columns[columns.indexOf(it.closest('.column')) + step]
    const own = cards(it.closest('.column')).indexOf(it)
    if (column) (cards(column)[Math.min(own, cards(column).length - 1)])?.focus()
  }
  const on = (type, handler) => root.addEventListener(type, handler, { signal: stop.signal })

  on('click', event => {
    const dots = event.target.closest('[data-card-menu]')
    if (dots) { event.preventDefault(); open(dots.closest('.deal-card'), dots) }
    const target = event.target.closest('#move-menu button')
    if (!target || !card) return
    menu().hidePopover()
    if (target.dataset.stage) send(card.dataset.card, target.dataset.stage)
    else location.assign(`/opportunities/${card.dataset.card}#close-deal`)
  })
  on('keydown', event => {
    if (event.target.closest('#move-menu')) {
      const buttons = [...menu().querySelectorAll('button')]
      const pressed = buttons.find(it => it.querySelector('kbd')?.textContent === event.key)
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (pressed) pressed.click()
      if (step) { event.preventDefault(); buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus() }
      return
    }
    const it = event.target.closest('.deal-card')
    if (!it || event.ctrlKey || event.metaKey || event.altKey) return
    const own = cards(it.closest('.column'))
    const keys = { ArrowDown: () => own[own.indexOf(it) + 1]?.focus(), ArrowUp: () => own[own.indexOf(it) - 1]?.focus(), ArrowRight: () => beside(it, 1), ArrowLeft: () => beside(it, -1),
      m: () => open(it, it.querySelector('[data-card-menu]') ?? it), Enter: () => event.target === it && it.querySelector('a').click() }
    if (!keys[event.key]) return
    if (event.key !== 'Enter') event.preventDefault()
    keys[event.key]()
  })
  on('htmx:afterSwap', drag)
  drag()
  root.dataset.mounted = ''
  return () => { stop.abort(); sortables.forEach(it => it.destroy()) }
}

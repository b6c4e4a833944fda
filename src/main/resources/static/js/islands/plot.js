// Draws the figures of the table inside as bars, in the colours of the style sheet. The table stays.
const NS = 'http://www.w3.org/2000/svg'

const shape = (name, attributes, text = '') => {
  const node = document.createElementNS(NS, name)
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value))
  node.textContent = text
  return node
}

export function mount(root) {
  const rows = [...root.querySelectorAll('tbody tr')].map(row => ({
    label: row.cells[0].textContent.trim(),
    words: row.cells[1].textContent.trim(),
    value: Number(row.cells[1].textContent.replace(/[^0-9.-]/g, '')),
  }))
  const most = Math.max(...rows.map(it => it.value), 1)
  const [width, height] = [340, rows.length * 26 + 4]
  const svg = shape('svg', { class: 'plot', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' })
  rows.forEach((row, index) => {
    const y = index * 26
    svg.append(
      shape('text', { x: 0, y: y + 16 }, row.label),
      shape('rect', { class: 'plot-ground', x: 110, y: y + 3, width: 170, height: 17, rx: 3 }),
      shape('rect', { class: 'plot-fill', x: 110, y: y + 3, width: (row.value / most) * 170, height: 17, rx: 3 }),
      shape('text', { class: 'plot-strong', x: width, y: y + 16, 'text-anchor': 'end' }, row.words))
  })
  root.querySelector('figcaption').after(svg)
  return () => svg.remove()
}

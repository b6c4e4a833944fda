// Keeps notes in this browser until the server has acknowledged them: a note is never lost to a tunnel, a crash or a reload.
// Under the writer's own name, so that nobody else at a shared tablet sends them. Without script the form posts as any other.
const EVERY = 3000

export function mount(root) {
  const form = root.querySelector('#note-form')
  const words = form.elements.words
  const waiting = root.querySelector('[data-waiting]')
  const saved = root.querySelector('[data-saved]')
  const [queueKey, draftKey] = [`rapport-notes ${root.dataset.viewer} ${root.dataset.root}`, `rapport-draft ${root.dataset.viewer} ${root.dataset.root}`]
  const queue = () => JSON.parse(localStorage.getItem(queueKey) ?? '[]')
  const keep = notes => localStorage.setItem(queueKey, JSON.stringify(notes))
  let sending = false

  const show = () => {
    const notes = queue()
    waiting.replaceChildren(...notes.map(line))
    saved.textContent = notes.length ? `${notes.length} not sent yet` : 'saved'
  }

  const line = note => {
    const item = Object.assign(document.createElement('li'), { className: 'small quiet', textContent: `${note.refused ?? 'Not sent yet'}: ${note.words} ` })
    if (note.refused) {
      const discard = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-small', textContent: 'Discard it' })
      discard.addEventListener('click', () => { keep(queue().filter(it => it.id !== note.id)); show() })
      item.append(discard)
    }
    return item
  }

  // Version 7 as everywhere: the moment first, then chance.
  const id = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    const now = Date.now()
    for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 255
    bytes[6] = (bytes[6] & 15) | 112
    bytes[8] = (bytes[8] & 63) | 128
    const hex = [...bytes].map(it => it.toString(16).padStart(2, '0')).join('')
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  }

  const send = async () => {
    if (sending) return
    sending = true
    try {
      for (const note of queue().filter(it => !it.refused)) {
        const answer = await fetch(`${root.dataset.root}/notes/${note.id}`, { method: 'PUT', headers: { 'X-CSRF-TOKEN': document.body.dataset.csrf },
          body: new URLSearchParams({ words: note.words, shared: note.shared }), redirect: 'error' })
        if (answer.ok) {
          keep(queue().filter(it => it.id !== note.id))
          document.body.dispatchEvent(new Event('note-kept'))
        } else if (answer.status === 409 || answer.status === 404) {
          keep(queue().map(it => it.id === note.id ? { ...it, refused: 'Refused, copy it elsewhere' } : it))
        } else break // signed out, or the server is ill: it waits here
      }
    } catch { /* no network: it stays in the queue and the next round tries again */ } finally {
      sending = false
      show()
    }
  }

  const write = event => {
    event.preventDefault()
    if (!words.value.trim()) return words.focus()
    keep([...queue(), { id: id(), words: words.value.trim(), shared: form.elements.shared.value }])
    words.value = ''
    localStorage.removeItem(draftKey)
    show()
    send()
  }
  const draft = () => localStorage.setItem(draftKey, words.value)

  if (!words.value) words.value = localStorage.getItem(draftKey) ?? ''
  form.addEventListener('submit', write)
  words.addEventListener('input', draft)
  for (const moment of ['online', 'focus', 'visibilitychange']) window.addEventListener(moment, send)
  const rounds = setInterval(() => queue().length && send(), EVERY)
  show()
  send()
  root.dataset.mounted = ''
  return () => {
    clearInterval(rounds)
    for (const moment of ['online', 'focus', 'visibilitychange']) window.removeEventListener(moment, send)
  }
}

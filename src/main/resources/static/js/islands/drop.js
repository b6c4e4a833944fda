// Files dropped on the label are the files of the field below, and off they go. Without script one chooses them.
export function mount(label) {
  const field = document.getElementById(label.htmlFor)
  const over = event => { event.preventDefault(); label.classList.add('is-over') }
  const leave = () => label.classList.remove('is-over')
  const drop = event => {
    event.preventDefault()
    leave()
    field.files = event.dataTransfer.files
    if (field.files.length) field.form.requestSubmit()
  }
  label.addEventListener('dragover', over)
  label.addEventListener('dragleave', leave)
  label.addEventListener('drop', drop)
  return () => [['dragover', over], ['dragleave', leave], ['drop', drop]].forEach(([name, listener]) => label.removeEventListener(name, listener))
}

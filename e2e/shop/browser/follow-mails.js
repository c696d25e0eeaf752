/** Shows the status of each mail as it changes, and the sign-in page once the session has ended. */
const events = new EventSource('/mail-events')

events.addEventListener('message', ({ data }) => {
  document.querySelector('#mails').replaceChildren(...JSON.parse(data).map(itemOf))
})

events.addEventListener('signed-out', () => location.assign('/'))

/** Names are put in as text, so that nothing in them becomes HTML. */
function itemOf({ contact, status }) {
  const name = document.createElement('b')
  name.textContent = contact
  const item = document.createElement('li')
  item.append(name, ` ${status}`)
  return item
}

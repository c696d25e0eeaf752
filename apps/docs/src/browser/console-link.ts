/** The pages are the same for everybody, so the browser asks who is reading. */
export async function showWayToConsole(): Promise<void> {
  const links = document.querySelectorAll<HTMLAnchorElement>('.to-console')
  const target = document.querySelector<HTMLElement>('[data-console]')?.dataset.console
  if (!target || !(await mayOpenConsole())) return
  for (const link of links) {
    link.href = target
    link.textContent = 'Back to the console'
    link.classList.add('is-back')
  }
}

async function mayOpenConsole(): Promise<boolean> {
  const address = new URL('../api/v1/sessions/current', import.meta.url)
  const answer = await fetch(address).catch(() => null)
  if (!answer?.ok) return false
  const { user } = (await answer.json()) as { user: { permissions: readonly string[] } }
  return user.permissions.includes('console.access')
}

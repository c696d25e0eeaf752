import { expect, test } from './support/journey.ts'
import { look } from './support/look.ts'

test('a reader goes from the start page to a long page of the documentation and back', async ({
  page,
}) => {
  await page.goto('/docs')
  await expect(page).toHaveTitle('Rekey documentation')
  await look(page, 'docs-start')

  await page.getByRole('main').getByRole('link', { name: 'Integrate' }).click()
  await expect(page).toHaveURL(/\/docs\/integrate$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Integrate' })).toBeVisible()
  await look(page, 'docs-integrate')

  await page.getByRole('main').getByRole('link', { name: 'Errors' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Errors' })).toBeVisible()
  await page.getByRole('link', { name: 'Rekey documentation' }).click()
  await expect(page).toHaveURL(/\/docs$/)
})

test('the link of an error leads to its explanation', async ({ page, request }) => {
  const answer = await request.get('/api/v1/users')
  const { type } = await answer.json()
  await page.goto(type)
  await expect(page.locator(':target')).toHaveText('not-signed-in')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a small screen shows the menu when it is opened', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto('/docs/roles')
    const menu = page.getByRole('navigation', { name: 'Pages' })
    await expect(menu).toBeHidden()
    await page.getByText('All pages').click()
    await menu.getByRole('link', { name: 'Quick start' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Quick start' })).toBeVisible()
    await expect(page.getByRole('img')).toHaveCount(1)
  })
})

test('unknown pages of the documentation answer 404 and don’t show the web app', async ({
  request,
}) => {
  for (const path of ['/docs/nothing', '/docs/README', '/docs/errors/more']) {
    const answer = await request.get(path)
    expect([answer.status(), (await answer.json()).code], path).toEqual([404, 'not-found'])
  }
})

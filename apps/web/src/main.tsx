import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { App } from './app.tsx'
import { followTranslation } from './hooks/follow-translation.ts'
import { keepFocus } from './hooks/keep-focus.ts'
import { takeTokenFromPath } from './public-kit/held-token.ts'
import { loadSite, type Site, SiteContext, siteNews } from './site.ts'
import './ui/tokens.css'
import './ui/base.css'
import './ui/start.css'

keepFocus(document)
followTranslation()
takeTokenFromPath()

const root = createRoot(document.getElementById('root') as HTMLElement)

const show = (site: Site) =>
  root.render(
    <StrictMode>
      <SiteContext value={site}>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </SiteContext>
    </StrictMode>,
  )

// Don't use top-level await: the lazy screens couldn't share this file, and it'd split in twelve.
void loadSite().then(show)
siteNews.addEventListener('changed', (event) => show((event as CustomEvent<Site>).detail))

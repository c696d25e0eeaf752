import { Route, Routes } from 'react-router'
import NotFoundPage from '../../public-kit/not-found-page.tsx'
import { SsoFailedPage } from './sso-failed-page.tsx'
import { SsoLinkCodePage } from './sso-link-code-page.tsx'
import { SsoLinkPage } from './sso-link-page.tsx'

/** The pages below `/sso`, which may come between an identity provider and being signed in. */
export default function SsoScreens() {
  return (
    <Routes>
      <Route path="link" element={<SsoLinkPage />} />
      <Route path="link/code" element={<SsoLinkCodePage />} />
      <Route path="failed" element={<SsoFailedPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  )
}

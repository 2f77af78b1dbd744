// The content security policy of app://priyom: no network but ourselves, no code from text, no foreign styles.

/** Policy of one answer. `nonce` is fresh for each; `development` opens the way for hot reload only. */
export const contentPolicy = (nonce: string, development?: { socket: string }): string =>
  [
    "default-src 'none'",
    // the refresh preamble of React is an inline script
    development === undefined ? "script-src 'self'" : `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "font-src 'self'",
    development === undefined ? "connect-src 'self'" : `connect-src 'self' ${development.socket}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types priyom-worker',
  ].join('; ')

/** What the build writes where a nonce belongs. */
export const NONCE_MARK = '__CSP_NONCE__'

// A browser without a screen: follows nothing by itself, keeps cookies, posts forms. For the platform's own pages.

export type Browser = {
  get: (url: string) => Promise<Response>
  post: (url: string, form: Record<string, string>) => Promise<Response>
}

/** Redirects are answers here, so that a test sees where they lead. */
export const openBrowser = (): Browser => {
  const cookies = new Map<string, string>()
  const ask = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { accept: 'text/html', ...(cookie === '' ? {} : { cookie }) } })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  return { get: (url) => ask(url), post: (url, form) => ask(url, { method: 'POST', body: new URLSearchParams(form) }) }
}

/** Where a redirect leads, as an absolute address. */
export const leadsTo = (response: Response): URL => new URL(response.headers.get('location') ?? 'about:blank', response.url)

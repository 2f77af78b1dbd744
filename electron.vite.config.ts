import react from '@vitejs/plugin-react'
import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'

// The runtime floor: what is built must also run on the oldest Electron that we test on.
const nodeFloor = 'node20.18'
const chromeFloor = 'chrome130'

const inSource = (path: string) => resolve(import.meta.dirname, 'src', path)

export default defineConfig({
  main: {
    build: {
      target: nodeFloor,
      // Read as hundreds of files these three cost the start a fifth of a second; the platform's libraries stay apart.
      externalizeDeps: { exclude: ['zod', 'i18next', 'openid-client'] },
      rolldownOptions: {
        // Two programs from one build: main forks out/main/platform.js, and plain Node runs it alone.
        input: { index: inSource('main/index.ts'), platform: inSource('platform/serve.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: nodeFloor,
      // A sandboxed preload can require nothing but electron: everything else is bundled.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: inSource('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    html: { cspNonce: '__CSP_NONCE__' },
    plugins: [react()],
    worker: { format: 'es' },
    server: { host: '127.0.0.1', hmr: { host: '127.0.0.1' } },
    build: {
      target: chromeFloor,
      minify: true,
      sourcemap: false,
      // An inlined asset would be a data: address, which the CSP refuses.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: inSource('renderer/index.html') } },
    },
  },
})

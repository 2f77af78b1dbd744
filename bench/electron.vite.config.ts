// Builds the benchmark as the app is built: a program for Node and Electron's main, a page with a worker for the renderer.
import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'

const root = resolve(import.meta.dirname, '..')
const here = (path: string) => resolve(import.meta.dirname, path)

export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      outDir: resolve(root, 'out/bench'),
      emptyOutDir: true,
      rolldownOptions: {
        input: { main: here('main.ts'), start: here('start/start.ts'), run: here('run.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  renderer: {
    root: here('page'),
    worker: { format: 'es' },
    build: {
      target: 'chrome130',
      minify: true,
      assetsInlineLimit: 0,
      outDir: resolve(root, 'out/bench/page'),
      emptyOutDir: true,
      rolldownOptions: { input: { index: here('page/index.html') } },
    },
  },
})

import { contractSuite } from './suite.ts'

contractSuite('the platform on PGlite', () => ({ kind: 'memory' }))

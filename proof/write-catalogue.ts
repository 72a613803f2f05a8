import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../schemas/package-root.ts'
import { formatCatalogue } from './catalogue-page.ts'

writeFileSync(join(packageRoot(), 'docs', 'catalogue.md'), formatCatalogue())

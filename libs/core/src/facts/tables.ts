/** Every family's table. */
import { BOUNDARY } from './boundary';
import { DMAR } from './dmar';
import { DRIVER } from './driver';
import { IOMMU } from './iommu';
import type { Row } from './row';

export const TABLES: readonly (readonly Row[])[] = [BOUNDARY, DRIVER, DMAR, IOMMU];

export const ROWS: readonly Row[] = TABLES.flat();

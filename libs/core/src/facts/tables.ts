/** Every family's table. */
import { AER } from './aer';
import { AMDVI } from './amdvi';
import { BOUNDARY } from './boundary';
import { DMAR } from './dmar';
import { DRIVER } from './driver';
import { EEH } from './eeh';
import { IOMMU } from './iommu';
import type { Row } from './row';
import { SMMU } from './smmu';

export const TABLES: readonly (readonly Row[])[] = [BOUNDARY, DRIVER, DMAR, IOMMU, AMDVI, SMMU, EEH, AER];

export const ROWS: readonly Row[] = TABLES.flat();

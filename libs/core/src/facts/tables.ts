/** Every family's table. */
import { AER } from './aer';
import { AMDVI } from './amdvi';
import { BOUNDARY } from './boundary';
import { DMAR } from './dmar';
import { DPC } from './dpc';
import { DRIVER } from './driver';
import { EEH } from './eeh';
import { ENUMERATION } from './enumeration';
import { GHES } from './ghes';
import { IOMMU } from './iommu';
import { IOMMU_OTHER } from './iommu-other';
import { IRQ } from './irq';
import { KHO } from './kho';
import { MARKER } from './marker';
import { MEMORY } from './memory';
import { POWER } from './power';
import { RESET } from './reset';
import type { Row } from './row';
import { SMMU } from './smmu';
import { SYMPTOM } from './symptom';
import { TCE } from './tce';
import { TEARDOWN } from './teardown';

export const TABLES: readonly (readonly Row[])[] = [
  BOUNDARY,
  DRIVER,
  ENUMERATION,
  DMAR,
  IOMMU,
  AMDVI,
  SMMU,
  EEH,
  AER,
  DPC,
  GHES,
  RESET,
  POWER,
  MEMORY,
  IRQ,
  KHO,
  TCE,
  IOMMU_OTHER,
  SYMPTOM,
  TEARDOWN,
  MARKER,
];

export const ROWS: readonly Row[] = TABLES.flat();

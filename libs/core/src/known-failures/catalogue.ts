/** Every failure of the knowledge base; each has a file and a test. */
import { AHCI_NO_SHUTDOWN } from './ahci-no-shutdown';
import { AMD_DEFERRED_ATTACH } from './amd-deferred-attach';
import { BUS_MASTER_KEPT } from './bus-master-kept';
import { ENA_NO_SHUTDOWN } from './ena-no-shutdown';
import { HPSA_LEFT_ENABLED } from './hpsa-left-enabled';
import { HYPERV_D0_ENTRY } from './hyperv-d0-entry';
import { I219_NO_NETWORK } from './i219-no-network';
import { IGB_COMPLETION_TIMEOUT } from './igb-completion-timeout';
import { IGFX_LEFT_ON } from './igfx-left-on';
import { IMX8_PCIE_LINK } from './imx8-pcie-link';
import { INTERRUPT_REMAPPING_LEFT_ON } from './interrupt-remapping-left-on';
import { KDUMP_IOMMU_TURNED_ON } from './kdump-iommu-turned-on';
import type { KnownFailure } from './known-failure';
import { LOONGSON_STALE_INTERRUPTS } from './loongson-stale-interrupts';
import { LPFC_NEXT_KERNEL } from './lpfc-next-kernel';
import { LS7A_BUS_MASTER } from './ls7a-bus-master';
import { MLX4_LEFT_ENABLED } from './mlx4-left-enabled';
import { MLX4_SHUTDOWN_HANG } from './mlx4-shutdown-hang';
import { MLX5_PETITBOOT } from './mlx5-petitboot';
import { MPT3SAS_NOT_READY } from './mpt3sas-not-ready';
import { MPT3SAS_WATCHDOG } from './mpt3sas-watchdog';
import { PORT_MASTER_CLEARED_BELOW } from './port-master-cleared-below';
import { PSERIES_EEH_INIT_CRASH } from './pseries-eeh-init-crash';
import { PSERIES_KDUMP_EEH } from './pseries-kdump-eeh';
import { RADEON_NO_SUSPEND } from './radeon-no-suspend';
import { SCSI_REQUESTS_IN_FLIGHT } from './scsi-requests-in-flight';
import { SMMUV3_KDUMP_SILENT } from './smmuv3-kdump-silent';
import { TG3_AER_AT_REBOOT } from './tg3-aer-at-reboot';
import { VIRTIO_CONSOLE_HANG } from './virtio-console-hang';
import { VIRTIO_NO_SHUTDOWN } from './virtio-no-shutdown';
import { VTD_NO_COPIED_TABLES } from './vtd-no-copied-tables';
import { VTD_UPPER_CONTEXT } from './vtd-upper-context';

export const CATALOGUE: readonly KnownFailure[] = [
  AHCI_NO_SHUTDOWN,
  AMD_DEFERRED_ATTACH,
  BUS_MASTER_KEPT,
  ENA_NO_SHUTDOWN,
  HPSA_LEFT_ENABLED,
  HYPERV_D0_ENTRY,
  I219_NO_NETWORK,
  IGB_COMPLETION_TIMEOUT,
  IGFX_LEFT_ON,
  IMX8_PCIE_LINK,
  INTERRUPT_REMAPPING_LEFT_ON,
  KDUMP_IOMMU_TURNED_ON,
  LOONGSON_STALE_INTERRUPTS,
  LPFC_NEXT_KERNEL,
  LS7A_BUS_MASTER,
  MLX4_LEFT_ENABLED,
  MLX4_SHUTDOWN_HANG,
  MLX5_PETITBOOT,
  MPT3SAS_NOT_READY,
  MPT3SAS_WATCHDOG,
  PORT_MASTER_CLEARED_BELOW,
  PSERIES_EEH_INIT_CRASH,
  PSERIES_KDUMP_EEH,
  RADEON_NO_SUSPEND,
  SCSI_REQUESTS_IN_FLIGHT,
  SMMUV3_KDUMP_SILENT,
  TG3_AER_AT_REBOOT,
  VIRTIO_CONSOLE_HANG,
  VIRTIO_NO_SHUTDOWN,
  VTD_NO_COPIED_TABLES,
  VTD_UPPER_CONTEXT,
];

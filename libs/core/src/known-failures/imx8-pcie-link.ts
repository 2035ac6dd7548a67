/** An i.MX8 PCIe link does not come up after a kexec. */
import type { KnownFailure } from './known-failure';

export const IMX8_PCIE_LINK: KnownFailure = {
  id: 'imx8-pcie-link',
  title: 'an i.MX8 PCIe link does not come up after a kexec',
  pattern: {
    verdicts: ['missing', 'probe-failed'],
    kinds: ['kexec'],
    drivers: ['imx6q-pcie', 'nvme', 'ath11k_pci', 'iwlwifi', 'rtw88_pci', 'mwifiex_pcie'],
    what: /not enumerated|link/,
    // The root port of the i.MX8’s DesignWare controller.
    beside: /^16c3:abcd$/,
  },
  explanation:
    'PCIe of i.MX8 boards was reported to fail after a kexec on 6.6, while a cold boot finds what is behind ' +
    'it: the host controller keeps what the old kernel left.',
  workaround: 'Unbind the host controller before the jump.',
  fix: null,
  sources: [
    'https://lore.kernel.org/all/20250923230006.GA2086105@bhelgaas/',
    'https://lore.kernel.org/all/CO6PR11MB55864AED6D35CE8EAB62155ACD1FA@CO6PR11MB5586.namprd11.prod.outlook.com/',
  ],
};

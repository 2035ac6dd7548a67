/** What drivers say of devices that do not come up, stop, or are given up. */
import type { FactKind, Fields } from './fact';
import type { Row } from './row';

type Kind = 'probe-failed' | 'device-failed' | 'device-stalled';

interface Symptom {
  readonly kind: Kind;
  readonly driver: string;
  readonly needle: string;
  /** The text behind the prefix; an error number, where there is one, is group 1. */
  readonly text: string;
  readonly from: string;
  readonly example: string;
}

const DECIMAL = /^[+-]?\d{1,10}$/;
/** Some drivers print their error in hex without saying so (bnxt `rc: %x`): one that cannot be decimal is no number here. */
const fieldsOf = (driver: string | null, how: string, error: string | undefined): Fields => ({
  driver,
  how,
  error: error !== undefined && DECIMAL.test(error) ? Number(error) : null,
});

/**
 * mlx5_core_err() and its kin put `FUNC:LINE:(pid N): ` before the text; amdgpu and nouveau put their name again; DRM_DEV_ERROR() the function
 * (drivers/gpu/drm/drm_print.c drm_dev_printk()).
 */
const INFIX =
  '(?:\\w{1,60}:\\d{1,6}:\\(pid \\d{1,8}\\): |amdgpu: |drm: |\\[drm\\] |\\[drm:[\\w.]{1,60}(?: \\[\\w{1,20}\\])?\\] \\*ERROR\\* ){0,2}';

const AFTER_INFIX = new RegExp(`^${INFIX}`);
/** What the driver said, without the place in its source. */
const said = (text: string): string =>
  text.replace(AFTER_INFIX, '').trimStart().split('\n', 1).join('').trimEnd().slice(0, 120);

const symptom = (of: Symptom): Row => ({
  family: 'driver',
  kind: of.kind,
  fault: true,
  on: 'device',
  needle: of.needle,
  pattern: new RegExp(`^${INFIX}${of.text}\\s{0,16}$`),
  read: (match, line) => ({ fields: fieldsOf(line.subject?.word ?? of.driver, said(line.body), match[1]) }),
  from: of.from,
  examples: [of.example],
});

const list = (driver: string, from: string, of: readonly (readonly [Kind, string, string, string])[]): readonly Row[] =>
  of.map(([kind, needle, text, ending]) =>
    symptom({ kind, driver, needle, text, from, example: `[    3.400000] ${driver} 0000:3b:00.0${ending}` }),
  );

/** Lines that name the device by what its driver calls it (`nvme0`): group 1 is the name, group 2 an error. */
const named = (of: {
  kind: FactKind;
  driver: string;
  needle: string;
  pattern: RegExp;
  from: string;
  examples: readonly string[];
}): Row => ({
  family: 'driver',
  fault: true,
  on: 'message',
  kind: of.kind,
  needle: of.needle,
  pattern: of.pattern,
  read: (match, line) => ({
    bdf: match[1] ?? null,
    fields: {
      ...fieldsOf(of.driver, said(line.message.slice(line.message.indexOf(': ') + 2)), match[2]),
      name: match[1] ?? null,
    },
  }),
  from: of.from,
  examples: of.examples,
});

const nvme = (kind: FactKind, needle: string, text: string, example: string): Row =>
  named({
    kind,
    driver: 'nvme',
    needle,
    pattern: new RegExp(`^nvme (nvme\\d{1,6}): ${text}`),
    from: 'drivers/nvme/host/pci.c, core.c 4.4..7.1',
    examples: [`[   62.100000] nvme nvme0: ${example}`],
  });

const NVME: readonly Row[] = [
  nvme(
    'device-stalled',
    ' QID ',
    'I/O (?:tag )?\\d{1,6} (?:\\([0-9a-f]{4}\\) )?(?:\\([\\w /]{1,40}\\) )?(?:opcode 0x[0-9a-f]{1,2} \\(.{1,40}\\) )?QID \\d{1,6} timeout, (?:reset controller|disable controller|completion polled|aborting)',
    'I/O 12 QID 0 timeout, completion polled',
  ),
  nvme(
    'device-stalled',
    'controller is down; will reset',
    'controller is down; will reset: ',
    'controller is down; will reset: CSTS=0xffffffff, PCI_STATUS=0xffff',
  ),
  nvme(
    'device-failed',
    'Disabling device after reset failure',
    'Disabling device after reset failure: (-?\\d{1,4})$',
    'Disabling device after reset failure: -19',
  ),
  nvme(
    'device-stalled',
    'frozen state error detected',
    'frozen state error detected, reset controller$',
    'frozen state error detected, reset controller',
  ),
  nvme(
    'device-failed',
    'failure state error detected',
    'failure state error detected, request disconnect$',
    'failure state error detected, request disconnect',
  ),
  nvme('device-failed', ': probe failed', 'probe failed$', 'probe failed'),
  nvme('device-failed', 'IO queues not created', 'IO queues not created$', 'IO queues not created'),
  nvme('device-failed', 'IO queues lost', 'IO queues lost$', 'IO queues lost'),
  nvme(
    'device-stalled',
    'Identify Controller failed',
    'Identify Controller failed \\((-?\\d{1,6})\\)$',
    'Identify Controller failed (-4)',
  ),
  nvme(
    'shutdown-failed',
    'Device not ready; aborting shutdown',
    'Device not ready; aborting shutdown(?:, CSTS=0x[0-9a-f]{1,8})?$',
    'Device not ready; aborting shutdown, CSTS=0x5',
  ),
  nvme(
    'shutdown-failed',
    'Device shutdown incomplete',
    'Device shutdown incomplete; abort shutdown$',
    'Device shutdown incomplete; abort shutdown',
  ),
];

/** Before it had names of its own the driver spoke as the PCI function. */
const NVME_OF_OLD: readonly Row[] = list('nvme', 'drivers/block/nvme-core.c, drivers/nvme/host 3.15..4.5', [
  [
    'device-stalled',
    'timeout, reset controller',
    'I/O \\d{1,6} QID \\d{1,6} timeout, reset controller',
    ': I/O 22 QID 0 timeout, reset controller',
  ],
  [
    'device-stalled',
    'Failed status: ',
    'Failed status: (?:0x)?[0-9a-f]{1,8}, reset controller\\.?',
    ': Failed status: 3, reset controller',
  ],
  [
    'device-failed',
    'Device not ready; aborting ',
    'Device not ready; aborting (?:initialisation|reset)',
    ': Device not ready; aborting initialisation',
  ],
  ['device-failed', 'Removing after probe failure', 'Removing after probe failure', ': Removing after probe failure'],
]);

const ETHERNET: readonly Row[] = [
  ...list('mlx4_core', 'drivers/net/ethernet/mellanox/mlx4/{reset,catas,cmd}.c 2.6.32..7.1', [
    [
      'probe-failed',
      'did not come back after reset',
      'PCI device did not come back after reset, aborting\\.?',
      ': PCI device did not come back after reset, aborting',
    ],
    [
      'probe-failed',
      'Failed to obtain HW semaphore',
      'Failed to obtain HW semaphore, aborting\\.?',
      ': Failed to obtain HW semaphore, aborting',
    ],
    [
      'device-stalled',
      '(go bit not cleared)',
      'command 0x[0-9a-f]{1,4} timed out \\(go bit not cleared\\)',
      ': command 0x4 timed out (go bit not cleared)',
    ],
    ['device-stalled', 'Internal error detected', 'Internal error detected:?', ': Internal error detected:'],
  ]),
  ...list('mlx5_core', 'drivers/net/ethernet/mellanox/mlx5/core 3.12..7.1', [
    [
      'device-stalled',
      'Waiting for FW',
      'Waiting for FW \\w{1,30}, timeout abort in \\d{1,6}s \\(0x[0-9a-f]{1,8}\\)',
      ': wait_fw_init:200:(pid 8): Waiting for FW initialization, timeout abort in 100s (0x80000000)',
    ],
    [
      'probe-failed',
      'initializing state, aborting',
      'Firmware over \\d{1,9} MS in (?:pre-)?initializing state, aborting',
      ': Firmware over 120000 MS in pre-initializing state, aborting',
    ],
    [
      'probe-failed',
      'Failed initializing command interface',
      'Failed initializing command interface, aborting',
      ': mlx5_function_setup:1200:(pid 8): Failed initializing command interface, aborting',
    ],
    [
      'probe-failed',
      'enable hca failed',
      'enable hca failed',
      ': mlx5_function_enable:1215:(pid 8): enable hca failed',
    ],
    [
      'probe-failed',
      '_one failed with error code',
      'mlx5_(?:init|load)_one failed with error code (-?\\d{1,6})',
      ': probe_one:2003:(pid 8): mlx5_init_one failed with error code -110',
    ],
    [
      'probe-failed',
      'Failed mapping initialization segment',
      'Failed mapping initialization segment, aborting',
      ': Failed mapping initialization segment, aborting',
    ],
    [
      'device-stalled',
      'Will cause a leak of a command',
      '(?:cmd\\[\\d{1,4}\\]: )?\\w{1,60}\\(0x[0-9a-f]{1,4}\\)(?: Async,)? timeout\\. Will cause a leak of a command resource',
      ': wait_func:1186:(pid 1044): ENABLE_HCA(0x104) timeout. Will cause a leak of a command resource',
    ],
    [
      'device-stalled',
      'reached miss count',
      "device's health compromised - reached miss count",
      ": poll_health:819:(pid 0): device's health compromised - reached miss count",
    ],
    [
      'device-stalled',
      'Fatal error ',
      'Fatal error \\d{1,6} detected',
      ': poll_health:840:(pid 0): Fatal error 3 detected',
    ],
    [
      'device-failed',
      'health recovery flow aborted',
      // By the state of its interface up to 4.14, of PCI since; `channel offline` is of 2025.
      'health recovery flow aborted(?:, PCI reads still not working|, PCI channel offline| since the nic state is invalid)',
      ': mlx5_health_try_recover:361:(pid 90): health recovery flow aborted, PCI reads still not working',
    ],
    [
      'device-failed',
      'health recovery failed',
      'health recovery failed',
      ': mlx5_fw_fatal_reporter_err_work:720:(pid 90): health recovery failed',
    ],
    ['device-failed', 'PCI slot is unavailable', 'PCI slot is unavailable', ': PCI slot is unavailable'],
    [
      'device-failed',
      'PCI link not ready',
      'PCI link not ready \\(0x[0-9a-f]{4}\\) after \\d{1,9} ms',
      ': mlx5_health_wait_pci_up:300:(pid 90): PCI link not ready (0xffff) after 60000 ms',
    ],
  ]),
  ...list('ixgbe', 'drivers/net/ethernet/intel/ixgbe 2.6.32..7.1', [
    ['probe-failed', 'HW Init failed', 'HW Init failed: (-?\\d{1,6})', ': HW Init failed: -15'],
    ['device-stalled', 'Hardware Error: ', 'Hardware Error: (-?\\d{1,6})', ' eth0: Hardware Error: -15'],
    ['device-failed', 'Adapter removed', 'Adapter removed', ': Adapter removed'],
    [
      'device-stalled',
      'has caused a PCIe error',
      'VF \\d{1,4} has caused a PCIe error',
      ': VF 3 has caused a PCIe error',
    ],
    [
      'probe-failed',
      'EEPROM Checksum Is Not Valid',
      'The EEPROM Checksum Is Not Valid',
      ': The EEPROM Checksum Is Not Valid',
    ],
    [
      'probe-failed',
      'No usable DMA configuration',
      'No usable DMA configuration, aborting',
      ': No usable DMA configuration, aborting',
    ],
    [
      'device-stalled',
      'tx hang ',
      'tx hang \\d{1,9} detected on queue \\d{1,4}, resetting adapter',
      ' eth0: tx hang 1 detected on queue 3, resetting adapter',
    ],
    [
      'device-stalled',
      'initiating reset due to tx timeout',
      'initiating reset due to tx timeout',
      ' eth0: initiating reset due to tx timeout',
    ],
    ['device-stalled', 'Reset adapter', 'Reset adapter(?: unexpectedly)?', ' eth0: Reset adapter'],
    [
      'device-stalled',
      'cleared within the polling period',
      '[RT]XDCTL\\.ENABLE (?:on [RT]x queue \\d{1,4}|for one or more queues) not cleared within the polling period',
      ' eth0: RXDCTL.ENABLE on Rx queue 0 not cleared within the polling period',
    ],
    [
      'device-failed',
      'Cannot re-enable PCI device',
      'Cannot re-enable PCI device after reset\\.',
      ' eth0: Cannot re-enable PCI device after reset.',
    ],
  ]),
  ...list('i40e', 'drivers/net/ethernet/intel/i40e 3.12..7.1, ice alike', [
    [
      'device-stalled',
      'able timeout',
      'VSI (?:seid|idx) \\d{1,6} (?:XDP )?[RT]x ring \\d{1,6} (?:en|dis)able timeout',
      ': VSI seid 391 Rx ring 72 disable timeout',
    ],
    ['probe-failed', 'PF reset failed', 'PF reset failed, (-?\\d{1,6})', ': PF reset failed, -15'],
    [
      'device-stalled',
      'eeprom check failed',
      'eeprom check failed \\((-?\\d{1,6})\\), Tx/Rx traffic disabled',
      ': eeprom check failed (-62), Tx/Rx traffic disabled',
    ],
    ['device-stalled', 'ARQ Critical Error detected', 'ARQ Critical Error detected', ': ARQ Critical Error detected'],
    [
      'probe-failed',
      'DMA configuration failed',
      'DMA configuration failed: 0x[0-9a-f]{1,8}',
      ': DMA configuration failed: 0xfffffffb',
    ],
    ['probe-failed', 'init_lan_hmc failed', 'init_lan_hmc failed: (-?\\d{1,6})', ': init_lan_hmc failed: -53'],
    ['probe-failed', 'setup of MAIN VSI failed', 'setup of MAIN VSI failed', ': setup of MAIN VSI failed'],
    [
      'probe-failed',
      'MSI-X vector reservation failed',
      'MSI-X vector reservation failed: (-?\\d{1,6})',
      ': MSI-X vector reservation failed: -28',
    ],
  ]),
  ...list('ice', 'drivers/net/ethernet/intel/ice 4.19..7.1', [
    ['device-stalled', ': reset ', 'reset \\d{1,2} failed', ': reset 2 failed'],
    ['probe-failed', 'ice_init_hw failed', 'ice_init_hw failed: (-?\\d{1,6})', ': ice_init_hw failed: -105'],
    [
      'device-failed',
      'device is unrecoverable',
      '\\w{1,60} failed, device is unrecoverable',
      ': ice_rebuild failed, device is unrecoverable',
    ],
    [
      'device-failed',
      'unrecoverable device error',
      '\\w{1,60}: unrecoverable device error (-?\\d{1,6})',
      ': ice_pci_err_detected: unrecoverable device error 2',
    ],
    [
      'device-stalled',
      'control queues init failed',
      'control queues init failed (-?\\d{1,6})',
      ': control queues init failed -5',
    ],
    [
      'device-stalled',
      'while loading the DDP package',
      'An error occurred on the device while loading the DDP package\\. {1,2}The device will be reset\\.',
      ': An error occurred on the device while loading the DDP package.  The device will be reset.',
    ],
  ]),
  ...list('e1000e', 'drivers/net/ethernet/intel/e1000e 2.6.32..7.1', [
    [
      'device-stalled',
      'Detected Hardware Unit Hang',
      'Detected Hardware Unit Hang:(?:\\n[^]*)?',
      ' eth0: Detected Hardware Unit Hang:',
    ],
    ['device-stalled', ': Hardware Error', 'Hardware Error', ' eth0: Hardware Error'],
    ['probe-failed', 'NVM Checksum Is Not Valid', 'The NVM Checksum Is Not Valid', ': The NVM Checksum Is Not Valid'],
    [
      'probe-failed',
      'NVM Read Error',
      'NVM Read Error while reading MAC address',
      ': NVM Read Error while reading MAC address',
    ],
  ]),
  ...list('igb', 'drivers/net/ethernet/intel/igb 2.6.32..7.1', [
    ['device-failed', 'PCIe link lost', 'PCIe link lost(?:, device now detached)?', ' eth0: PCIe link lost'],
    ['device-failed', 'igb_up failed after reset', 'igb_up failed after reset', ': igb_up failed after reset'],
  ]),
  ...list('tg3', 'drivers/net/ethernet/broadcom/tg3.c 3.1..7.1', [
    [
      'device-stalled',
      'tg3_stop_block timed out',
      'tg3_stop_block timed out, ofs=[0-9a-f]{1,8} enable_bit=[0-9a-f]{1,8}',
      ': tg3_stop_block timed out, ofs=4800 enable_bit=2',
    ],
    [
      'probe-failed',
      'DMA engine test failed',
      'DMA engine test failed, aborting',
      ': DMA engine test failed, aborting',
    ],
    [
      'probe-failed',
      'Problem fetching invariants',
      'Problem fetching invariants of chip, aborting',
      ': Problem fetching invariants of chip, aborting',
    ],
    [
      'device-stalled',
      'DMA Status error',
      'DMA Status error\\. {1,2}Resetting chip\\.',
      ' eth0: DMA Status error.  Resetting chip.',
    ],
    [
      'device-stalled',
      'transmit timed out, resetting',
      'transmit timed out, resetting',
      ' eth0: transmit timed out, resetting',
    ],
    [
      'device-failed',
      'Cannot restart hardware',
      'Cannot restart hardware after reset\\.',
      ' eth0: Cannot restart hardware after reset.',
    ],
  ]),
  ...list('8139cp', 'drivers/net/ethernet/realtek/8139cp.c cp_tx_timeout() ..7.2', [
    [
      'device-stalled',
      'Transmit timeout, status',
      'Transmit timeout, status [0-9a-f ]{2,20}',
      ' eth0: Transmit timeout, status  d   3b    0 80ff',
    ],
  ]),
  ...list(
    'r8169',
    'drivers/net/ethernet/realtek/r8169.c, r8169_main.c rtl_loop_wait() 3.6..7.1: what it waits for does not come',
    [
      [
        'device-stalled',
        '_cond == ',
        'rtl_\\w{1,40}_cond == \\d{1,2} \\(loop: \\d{1,6}, delay: \\d{1,6}\\)\\.',
        ' eth0: rtl_rxtx_empty_cond == 0 (loop: 42, delay: 100).',
      ],
    ],
  ),
  ...list('bnxt_en', 'drivers/net/ethernet/broadcom 3.6..7.1', [
    [
      'probe-failed',
      'hwrm query capability failure',
      'hwrm query capability failure rc: (-?[0-9a-f]{1,8})',
      ' eth0: hwrm query capability failure rc: -1',
    ],
    [
      'device-stalled',
      'Error (timeout:',
      'Error \\(timeout: \\d{1,9}\\) msg \\{0x[0-9a-f]{1,4} 0x[0-9a-f]{1,4}\\} len:\\d{1,6}',
      ' eth0: Error (timeout: 500) msg {0x0 0x0} len:0',
    ],
    [
      'device-stalled',
      'TX timeout detected',
      'TX timeout detected, starting reset task!',
      ' eth0: TX timeout detected, starting reset task!',
    ],
    [
      'probe-failed',
      'must load devices in order',
      'MCP disabled, must load devices in order!',
      ': MCP disabled, must load devices in order!',
    ],
    [
      'device-stalled',
      'parity error recovery',
      'Handling parity error recovery\\. Try again later',
      ' eth0: Handling parity error recovery. Try again later',
    ],
  ]),
  ...list('ena', 'drivers/net/ethernet/amazon/ena/ena_netdev.c check_for_missing_keep_alive() 4.9..7.1', [
    [
      'device-stalled',
      'Keep alive watchdog timeout',
      'Keep alive watchdog timeout\\.',
      ' eth0: Keep alive watchdog timeout.',
    ],
  ]),
  ...list('e1000', 'drivers/net/ethernet/intel/{e1000,igb,ixgbe}, 2.6.36..7.1', [
    [
      'device-stalled',
      'Detected Tx Unit Hang',
      'Detected Tx Unit Hang(?: \\(XDP\\))?(?:\\s{0,4}\\n[^]*)?',
      ' eth0: Detected Tx Unit Hang',
    ],
  ]),
  ...list(
    'be2net',
    'drivers/net/ethernet/emulex/benet/be_cmds.c be_fw_wait_ready(), be_main.c be_detect_error() 3.1..7.1',
    [
      ['device-stalled', 'POST timeout; stage=', 'POST timeout; stage=0x[0-9a-f]{1,8}', ': POST timeout; stage=0xb000'],
      [
        'device-failed',
        'rror detected in the ',
        'Error detected in the (?:card|adapter)',
        ': Error detected in the adapter',
      ],
    ],
  ),
  ...list('bnx2x', 'drivers/net/ethernet/broadcom/bnx2x/bnx2x_link.c elink_cl45_read() and its kin 3.1..7.1', [
    ['device-stalled', 'MDC/MDIO access timeout', 'MDC/MDIO access timeout', ' eth0: MDC/MDIO access timeout'],
  ]),
  {
    ...named({
      kind: 'device-stalled',
      driver: 'bnx2x',
      needle: 'MFW seems hanged',
      pattern:
        /^bnx2x: \[bnx2x_timer:\d{1,6}\((\S{1,20})\)\]MFW seems hanged: drv_pulse \(0x[0-9a-f]{1,8}\) != mcp_pulse \(0x[0-9a-f]{1,8}\)$/,
      from: 'drivers/net/ethernet/broadcom/bnx2x/bnx2x_main.c bnx2x_timer() 3.8..7.1',
      examples: [
        '[   33.100000] bnx2x: [bnx2x_timer:5801(eth2)]MFW seems hanged: drv_pulse (0x9ae) != mcp_pulse (0x7fff)',
      ],
    }),
    read: (match) => ({
      bdf: match[1] ?? null,
      fields: { ...fieldsOf('bnx2x', 'MFW seems hanged', undefined), name: match[1] ?? null },
    }),
  },
  ...list('e1000e', 'net/sched/sch_generic.c 6.1..6.12', [
    [
      'device-stalled',
      'NETDEV WATCHDOG: CPU',
      'NETDEV WATCHDOG: CPU: \\d{1,5}: transmit queue \\d{1,5} timed out \\d{1,9} ms',
      ' eth0: NETDEV WATCHDOG: CPU: 0: transmit queue 0 timed out 5096 ms',
    ],
  ]),
  {
    family: 'driver',
    kind: 'device-stalled',
    fault: true,
    on: 'message',
    needle: 'NETDEV WATCHDOG: ',
    pattern: /^NETDEV WATCHDOG: (\S{1,20}) \((\S{1,40})\): transmit queue \d{1,5} timed out/,
    read: (match) => ({
      bdf: match[1] ?? null,
      fields: { ...fieldsOf(match[2] ?? null, 'transmit queue timed out', undefined), name: match[1] ?? null },
    }),
    from: 'net/sched/sch_generic.c ..5.10',
    examples: ['[   33.100000] NETDEV WATCHDOG: eth0 (ixgbe): transmit queue 3 timed out'],
  },
];

const ata = (needle: string, text: string, example: string): Row =>
  named({
    kind: 'device-stalled',
    driver: 'ata',
    needle,
    pattern: new RegExp(`^(ata\\d{1,4})(?:\\.\\d{2})?: ${text}$`),
    from: 'drivers/ata/libata-core.c, libata-eh.c 2.6.32..7.1',
    examples: [`[   12.400000] ${example}`],
  });

const sas = (kind: Kind, needle: string, text: string, example: string): Row =>
  named({
    kind,
    driver: 'mpt3sas',
    needle,
    pattern: new RegExp(`^(mpt[23]sas(?:_cm)?\\d{1,4}): ${text}$`),
    from: 'drivers/scsi/mpt2sas/mpt2sas_base.c 2.6.32..4.3, drivers/scsi/mpt3sas/mpt3sas_base.c 3.8..7.1',
    examples: [`[    5.400000] mpt3sas_cm0: ${example}`],
  });

const STORAGE: readonly Row[] = [
  sas(
    'device-failed',
    'SAS host is non-operational',
    'SAS host is non-operational !!!!',
    'SAS host is non-operational !!!!',
  ),
  sas('device-stalled', 'fault_state(0x', 'fault_state\\(0x[0-9a-f]{4}\\)!', 'fault_state(0x5854)!'),
  sas(
    'device-failed',
    'failed going to ready state',
    '\\w{1,60}: failed going to ready state \\(ioc_state=0x[0-9a-f]{1,8}\\)',
    '_base_make_ioc_ready: failed going to ready state (ioc_state=0x0)',
  ),
  sas(
    'device-failed',
    'failed due to ioc not operational',
    '\\w{1,60}: failed due to ioc not operational',
    '_base_wait_for_iocstate: failed due to ioc not operational',
  ),
  sas('device-failed', 'diag reset: FAILED', 'diag reset: FAILED', 'diag reset: FAILED'),
  sas('device-failed', 'message unit reset: FAILED', 'message unit reset: FAILED', 'message unit reset: FAILED'),
  sas(
    'device-failed',
    ': handshake failed (r=',
    '\\w{1,60}: handshake failed \\(r=(-?\\d{1,4})\\)',
    '_base_get_ioc_facts: handshake failed (r=-14)',
  ),
  sas(
    'device-stalled',
    'doorbell handshake ',
    'doorbell handshake (?:int|ack|sending request) failed \\(line=\\d{1,6}\\)',
    'doorbell handshake sending request failed (line=6648)',
  ),
  sas(
    'device-stalled',
    'doorbell is in use',
    'doorbell is in use \\(line=\\d{1,6}\\)',
    'doorbell is in use (line=6869)',
  ),
  sas(
    'device-stalled',
    'failed due to timeout count',
    '_base_wait_for_doorbell_\\w{1,20}: failed due to timeout count\\(\\d{1,9}\\), (?:int_status|doorbell_reg)\\([0-9a-f]{1,8}\\)!',
    '_base_wait_for_doorbell_ack: failed due to timeout count(5000), int_status(ffffffff)!',
  ),
  sas(
    'device-stalled',
    'detected callback, state(2)',
    'PCI error: detected callback, state\\(2\\)!!',
    'PCI error: detected callback, state(2)!!',
  ),
  sas(
    'device-failed',
    'detected callback, state(3)',
    'PCI error: detected callback, state\\(3\\)!!',
    'PCI error: detected callback, state(3)!!',
  ),
  {
    ...named({
      kind: 'probe-failed',
      driver: 'mpt3sas',
      needle: '/_scsih_probe()!',
      pattern: /^(mpt[23]sas(?:_cm)?\d{1,4}): failure at \S{1,120}\/_scsih_probe\(\)!$/,
      from: 'drivers/scsi/mpt3sas/mpt3sas_scsih.c _scsih_probe() 2.6.32..7.1: it gives up with -ENODEV, of which the driver core says nothing',
      examples: [
        '[   43.594953] mpt3sas_cm0: failure at drivers/scsi/mpt3sas/mpt3sas_scsih.c:10790/_scsih_probe()!',
        '[    7.187961] mpt2sas0: failure at /build/linux-3.13.0/drivers/scsi/mpt2sas/mpt2sas_scsih.c:8215/_scsih_probe()!',
      ],
    }),
    // Where it was built is not why it failed.
    read: (match) => ({
      bdf: match[1] ?? null,
      fields: { ...fieldsOf('mpt3sas', 'failure in _scsih_probe()', undefined), name: match[1] ?? null },
    }),
  },
  named({
    kind: 'device-stalled',
    driver: 'mptbase',
    needle: 'IOC is in FAULT state',
    pattern: /^mptbase: (ioc\d{1,4}): WARNING - IOC is in FAULT state(?: \([0-9a-f]{4}h\))?!!!$/,
    from: 'drivers/message/fusion/mptbase.c mpt_fault_reset_work(), MakeIocReady() 2.6.32..7.1',
    examples: ['[   55.400000] mptbase: ioc0: WARNING - IOC is in FAULT state (1600h)!!!'],
  }),
  named({
    kind: 'probe-failed',
    driver: 'sym53c8xx',
    needle: ': giving up ...',
    pattern: /^(sym\d{1,4}): giving up \.\.\.$/,
    from: 'drivers/scsi/sym53c8xx_2/sym_glue.c sym_attach() 2.6.32..7.1: it gives up with -ENODEV, of which the driver core says nothing',
    examples: ['[    7.700000] sym0: giving up ...'],
  }),
  ...list('hpsa', 'drivers/scsi/hpsa.c 2.6.32..7.1: all three end in -ENODEV, of which the driver core says nothing', [
    ['probe-failed', 'board not ready, timed out', 'board not ready, timed out\\.', ': board not ready, timed out.'],
    [
      'probe-failed',
      'board to become ready after hard',
      'failed waiting for board to become ready after hard reset',
      ': failed waiting for board to become ready after hard reset',
    ],
    [
      'probe-failed',
      'get board into simple mode',
      'unable to get board into simple mode',
      ': unable to get board into simple mode',
    ],
    [
      'device-failed',
      'Controller lockup detected',
      'Controller lockup detected: 0x[0-9a-f]{8} after \\d{1,6}',
      ': Controller lockup detected: 0xffff0000 after 30',
    ],
  ]),
  ...list('smartpqi', 'drivers/scsi/smartpqi/smartpqi_init.c pqi_take_ctrl_offline() 4.9..7.1', [
    [
      'device-failed',
      'controller is offline',
      'controller (?:is )?offline(?:: status code 0x[0-9a-f]{1,8}|: reason code 0x[0-9a-f]{1,8}.{0,60})?',
      ': controller is offline: status code 0x6100c',
    ],
  ]),
  ...list('megaraid_sas', 'drivers/scsi/megaraid 4.4..7.1', [
    ['probe-failed', 'Failed to init firmware', 'Failed to init firmware', ': Failed to init firmware'],
    [
      'probe-failed',
      'Failed from megasas_',
      'Failed from megasas_init_\\w{1,20} \\d{1,6}',
      ': Failed from megasas_init_fw 6569',
    ],
    [
      'device-stalled',
      'FW detected to be in faultstate',
      'FW detected to be in faultstate, restarting it\\.\\.\\.',
      ': FW detected to be in faultstate, restarting it...',
    ],
    ['device-stalled', 'reset: Stopping HBA', 'reset: Stopping HBA\\.', ': reset: Stopping HBA.'],
    [
      'device-stalled',
      'FW in FAULT state',
      '(?:FW in FAULT state(?:!!|, Fault code:0x[0-9a-f]{1,8} subcode:0x[0-9a-f]{1,8} func:\\w{1,60})|Found FW in FAULT state, will reset adapter scsi\\d{1,4}\\.)',
      ': FW in FAULT state, Fault code:0x10000 subcode:0x0 func:megasas_transition_to_ready',
    ],
    [
      'device-stalled',
      'Init cmd return status FAILED',
      'Init cmd return status FAILED for SCSI host \\d{1,4}',
      ': Init cmd return status FAILED for SCSI host 0',
    ],
    [
      'device-failed',
      'OCR failed and HBA is killed',
      '\\w{1,60}:\\d{1,6} OCR failed and HBA is killed\\.',
      ': megasas_reset_fusion:5200 OCR failed and HBA is killed.',
    ],
  ]),
  ...list('aacraid', 'drivers/scsi/aacraid/{rx,sa,src}.c 2.6.32..7.1; a reset by itself is how a crash kernel begins', [
    [
      'device-stalled',
      "adapter kernel panic'd",
      "adapter kernel panic'd [0-9a-f]{1,8}\\.",
      ": adapter kernel panic'd 10.",
    ],
    ['device-stalled', 'IOP reset failed', 'IOP reset failed', ': IOP reset failed'],
    ['device-failed', 'Reset attempt failed', 'ARC Reset attempt failed', ': ARC Reset attempt failed'],
  ]),
  ...list('ipr', 'drivers/scsi/ipr.c ipr_handle_other_interrupt() 2.6.32..7.1', [
    ['device-stalled', 'No Host RRQ', 'No Host RRQ\\. 0x[0-9A-F]{8}', ': No Host RRQ. 0x00000002'],
    [
      'device-failed',
      'Permanent IOA failure',
      'Permanent IOA failure\\. 0x[0-9A-F]{8}',
      ': Permanent IOA failure. 0xFFFFFFFF',
    ],
  ]),
  ...list('lpfc', 'drivers/scsi/lpfc/lpfc_init.c, lpfc_sli.c; the number is the message’s', [
    ['probe-failed', ':0442 ', '\\d{1,3}:0442 .*', ': 0:0442 Adapter failed to init, mbxCmd x88 INIT_LINK'],
    ['probe-failed', ':1408 ', '\\d{1,3}:1408 .*', ': 0:1408 Port Failed POST - portsmphr=0xffffffff, perr=x1'],
    ['device-failed', ':3151 ', '\\d{1,3}:3151 .*', ': 0:3151 PCI bus read access failure: x-1'],
    ['device-failed', ':8888 ', '\\d{1,3}:8888 .*', ': 0:8888 PCI function reset failed rc ff'],
  ]),
  {
    family: 'driver',
    kind: 'probe-failed',
    fault: true,
    on: 'message',
    needle: 'Failed to initialize adapter',
    pattern: /^qla2xxx \[([0-9a-f:.]{12,13})\]-[0-9a-f]{4}:\d{0,4}:? ?(?:: )?Failed to initialize adapter/,
    read: (match) => ({
      bdf: match[1] ?? null,
      fields: fieldsOf('qla2xxx', 'Failed to initialize adapter', undefined),
    }),
    from: 'drivers/scsi/qla2xxx/qla_os.c 3.6..7.1',
    examples: ['[    5.400000] qla2xxx [0000:af:00.0]-00d6:1: Failed to initialize adapter - Adapter flags 2.'],
  },
  {
    family: 'driver',
    kind: 'device-stalled',
    fault: true,
    on: 'message',
    needle: 'qla2xxx [',
    pattern:
      /^qla2xxx \[([0-9a-f:.]{12,13})\]-[0-9a-f]{4}:\d{0,4}:? ?(?:: )?(ISP System Error|Mailbox cmd timeout occurred|detected PCI disconnect)\b/,
    read: (match) => ({ bdf: match[1] ?? null, fields: fieldsOf('qla2xxx', match[2] ?? '', undefined) }),
    from: 'drivers/scsi/qla2xxx/qla_isr.c, qla_mbx.c 3.6..7.1, qla_inline.h qla2x00_isp_reg_stat() 5.8..7.1; ISP error recovery is also how it shuts down',
    examples: [
      '[   55.400000] qla2xxx [0000:af:00.0]-5003:1: ISP System Error - mbx1=1h mbx2=2h mbx3=3h.',
      '[   55.400000] qla2xxx [0000:af:00.0]-8041:1: detected PCI disconnect.',
      '[   55.400000] qla2xxx [0000:af:00.0]-101e:1: Mailbox cmd timeout occurred, cmd=0x20, mb[0]=0x20. Scheduling ISP abort',
    ],
  },
  ata('failed command: ', 'failed command: [A-Z0-9 ./()]{3,40}', 'ata1.00: failed command: READ FPDMA QUEUED'),
  ata('revalidation failed', 'revalidation failed \\(errno=-?\\d{1,4}\\)', 'ata1.00: revalidation failed (errno=-5)'),
  ata(
    'failed to IDENTIFY',
    'failed to IDENTIFY \\(.{1,40}, err_mask=0x[0-9a-f]{1,4}\\)',
    'ata1.00: failed to IDENTIFY (I/O error, err_mask=0x4)',
  ),
  ata('COMRESET failed', 'COMRESET failed \\(errno=-?\\d{1,4}\\)', 'ata1: COMRESET failed (errno=-16)'),
  ata('reset failed, giving up', 'reset failed, giving up', 'ata1: reset failed, giving up'),
  ata(
    'qc timeout',
    'qc timeout(?: after \\d{1,9} msecs)? \\(cmd 0x[0-9a-f]{1,2}\\)',
    'ata1.00: qc timeout after 5000 msecs (cmd 0xec)',
  ),
];

const OTHERS: readonly Row[] = [
  ...list('xhci_hcd', 'drivers/usb/host/xhci*.c, drivers/usb/core/hcd*.c 2.6.32..7.1', [
    [
      'device-failed',
      'assume dead',
      'xHCI host controller not responding, assume dead',
      ': xHCI host controller not responding, assume dead',
    ],
    [
      'device-stalled',
      'assigning device slot ID',
      'Error while assigning device slot ID(?:: .{1,60})?',
      ': Error while assigning device slot ID: Command Aborted',
    ],
    [
      'device-stalled',
      'Host not halted after',
      'Host not halted after \\d{1,9} microseconds\\.',
      ': Host not halted after 16000 microseconds.',
    ],
    ['device-failed', 'HC died; cleaning up', 'HC died; cleaning up', ': HC died; cleaning up'],
    [
      'device-failed',
      'Host not accessible',
      'Host not accessible, reset failed\\.',
      ': Host not accessible, reset failed.',
    ],
    ['device-stalled', 'Host halt failed', 'Host halt failed, (-?\\d{1,6})', ': Host halt failed, -110'],
    ['device-stalled', 'WARNING: Host System Error', 'WARNING: Host System Error', ': WARNING: Host System Error'],
    [
      'device-stalled',
      'Abort failed to stop command ring',
      'Abort failed to stop command ring: (-?\\d{1,6})',
      ': Abort failed to stop command ring: -110',
    ],
    [
      'device-stalled',
      'not responding to stop endpoint',
      'xHCI host not responding to stop endpoint command\\.?',
      ': xHCI host not responding to stop endpoint command',
    ],
    [
      'device-stalled',
      'waiting for setup device command',
      'Timeout while waiting for setup device command',
      ': Timeout while waiting for setup device command',
    ],
    ['probe-failed', ' fail, -', 'init \\S{12,16} fail, (-\\d{1,6})', ': init 0000:3b:00.0 fail, -110'],
    [
      'device-stalled',
      'WARN: xHC ',
      'WARN: xHC (?:restore state|save state|CMD_RUN) timeout',
      ': WARN: xHC restore state timeout',
    ],
    [
      'device-stalled',
      'xHC error in resume',
      'xHC error in resume, USBSTS 0x[0-9a-f]{1,8}, Reinit',
      ': xHC error in resume, USBSTS 0x401, Reinit',
    ],
    [
      'device-stalled',
      'Controller not ready at resume',
      'Controller not ready at resume (-?\\d{1,6})',
      ': Controller not ready at resume -19',
    ],
    ['device-failed', 'PCI post-resume error', 'PCI post-resume error (-?\\d{1,6})!', ': PCI post-resume error -110!'],
    [
      'device-failed',
      "can't re-enable after resume",
      "can't re-enable after resume, (-?\\d{1,6})!",
      ": can't re-enable after resume, -22!",
    ],
  ]),
  ...list('uhci_hcd', 'drivers/usb/host/uhci-hcd.c uhci_irq() 2.6.32..7.1', [
    [
      'device-stalled',
      'host system error, PCI',
      'host system error, PCI problems\\?',
      ': host system error, PCI problems?',
    ],
    [
      'device-stalled',
      'host controller process error',
      'host controller process error, something bad happened!',
      ': host controller process error, something bad happened!',
    ],
  ]),
  ...list('ohci_hcd', 'drivers/usb/host/ohci-hcd.c ohci_irq() 2.6.32..7.1', [
    [
      'device-failed',
      'OHCI Unrecoverable Error',
      'OHCI Unrecoverable Error, disabled',
      ': OHCI Unrecoverable Error, disabled',
    ],
  ]),
  ...list('ehci_hcd', 'drivers/usb/host/ehci-hcd.c ehci_irq() 2.6.32..7.1', [
    ['device-failed', ': fatal error', 'fatal error', ': fatal error'],
  ]),
  ...list('amdgpu', 'drivers/gpu/drm/amd/amdgpu 4.4..7.1', [
    [
      'probe-failed',
      'Fatal error during GPU init',
      'Fatal error during GPU init',
      ': amdgpu: Fatal error during GPU init',
    ],
    [
      'device-stalled',
      'VRAM is lost due to GPU reset',
      'VRAM is lost due to GPU reset!',
      ': amdgpu: VRAM is lost due to GPU reset!',
    ],
    ['device-failed', 'GPU reset(', 'GPU reset\\(\\d{1,6}\\) failed', ': amdgpu: GPU reset(1) failed'],
    [
      'device-stalled',
      ' timeout, signaled seq=',
      'ring \\S{1,40} timeout, signaled seq=\\d{1,20}, emitted seq=\\d{1,20}',
      ': amdgpu: ring gfx_0.0.0 timeout, signaled seq=12, emitted seq=14',
    ],
    [
      'device-failed',
      'amdgpu_device_ip_resume failed',
      'amdgpu_device_ip_resume failed \\((-\\d{1,4})\\)\\.',
      ': amdgpu: amdgpu_device_ip_resume failed (-22).',
    ],
    [
      'probe-failed',
      'hw_init of IP block',
      'hw_init of IP block <\\w{1,40}> failed (-?\\d{1,6})',
      ': amdgpu: hw_init of IP block <gfx_v9_0> failed -110',
    ],
  ]),
  ...list('radeon', 'drivers/gpu/drm/radeon/radeon_fence.c, radeon_ring.c 3.6..7.1', [
    [
      'device-stalled',
      'GPU lockup (',
      'GPU lockup \\((?:current fence id|waiting for) 0x[0-9a-f]{16} last fence id 0x[0-9a-f]{16}(?: on ring \\d{1,2})?\\)',
      ': GPU lockup (current fence id 0x00000000000001b4 last fence id 0x00000000000001ca on ring 0)',
    ],
    [
      'device-stalled',
      ' stalled for more than ',
      'ring \\d{1,2} stalled for more than \\d{1,12}msec',
      ': ring 0 stalled for more than 10079msec',
    ],
  ]),
  ...list('i915', 'drivers/gpu/drm/i915/i915_gpu_error.c, gt/intel_reset.c, gt/intel_gt.c 5.3..7.1', [
    [
      'device-stalled',
      'GPU HANG: ecode ',
      'GPU HANG: ecode [0-9a-fx:]{3,40}(?:, in .{1,20} \\[\\d{1,10}\\])?(?:, hang on [a-z]{2,6}\\d{1,3})?',
      ': [drm] GPU HANG: ecode 9:1:85dffffb, in Xorg [1234]',
    ],
    [
      'device-failed',
      'Failed to reset chip',
      '(?:\\*ERROR\\* )?(?:GT\\d: )?Failed to reset chip(?:: .{1,40})?',
      ': [drm] *ERROR* GT0: Failed to reset chip',
    ],
    [
      'device-failed',
      'declaring it wedged',
      '(?:\\*ERROR\\* )?(?:GT\\d: )?Failed to initialize GPU, declaring it wedged!',
      ': [drm] *ERROR* GT0: Failed to initialize GPU, declaring it wedged!',
    ],
  ]),
  ...list('ahci', 'drivers/ata/libahci.c ahci_port_start() and its like, 3.16..7.1', [
    ['device-failed', 'AHCI controller unavailable', 'AHCI controller unavailable!', ': AHCI controller unavailable!'],
  ]),
  ...list('nouveau', 'drivers/gpu/drm/nouveau 3.12..7.1', [
    [
      'device-stalled',
      'ailed to idle channel ',
      '(?:DRM: )?failed to idle channel (?:0x)?[0-9a-f]{1,8}(?: \\[.{1,60}\\])?',
      ': DRM: failed to idle channel 0 [DRM]',
    ],
    [
      'probe-failed',
      'Device allocation failed',
      'Device allocation failed: (-?\\d{1,6})',
      ': drm: Device allocation failed: -12',
    ],
    [
      'probe-failed',
      'failed to create kernel channel',
      'failed to create kernel channel, (-?\\d{1,6})',
      ': drm: failed to create kernel channel, -22',
    ],
  ]),
  ...list('pci', 'drivers/pci/pci.c, setup-res.c, probe.c 2.6.32..7.1', [
    [
      'probe-failed',
      "device not available (can't reserve",
      "device not available \\(can't reserve .{1,80}\\)",
      ": device not available (can't reserve [mem 0xfeba0000-0xfebbffff])",
    ],
    [
      'probe-failed',
      "can't enable device",
      "(?:can't enable device: BAR \\d{1,2} .{0,80} not (?:assigned|claimed)|.{1,90}: not (?:assigned|claimed); can't enable device)",
      ": can't enable device: BAR 0 [mem 0x00000000-0x00000fff] not assigned",
    ],
    [
      'device-failed',
      'unknown header type',
      'unknown header type [0-9a-f]{2}, ignoring device',
      ': unknown header type 7f, ignoring device',
    ],
    [
      'probe-failed',
      'Driver probe function unexpectedly',
      'Driver probe function unexpectedly returned (-?\\d{1,6})',
      ': Driver probe function unexpectedly returned 1',
    ],
  ]),
];

/** Drivers that give up with -ENODEV or -ENXIO, of which the driver core says nothing, and GPUs whose driver takes them all the same. */
const GIVING_UP: readonly Row[] = [
  ...list('ioatdma', 'drivers/dma/ioat/init.c ioat_pci_probe(): -ENODEV where its self-test ends in a timeout', [
    [
      'probe-failed',
      'DMA Engine init failed',
      'Intel\\(R\\) I/OAT DMA Engine init failed',
      ': Intel(R) I/OAT DMA Engine init failed',
    ],
  ]),
  ...list('mei_me', 'drivers/misc/mei/pci-me.c mei_me_probe() 3.1..7.1: -ENODEV', [
    ['probe-failed', ': initialization failed.', 'initialization failed\\.', ': initialization failed.'],
  ]),
  ...list(
    'snd_hda_intel',
    'sound/pci/hda/hda_intel.c azx_probe_work(), hda_controller.c, sound/hda/hdac_controller.c',
    [
      ['probe-failed', 'Cannot probe codecs', 'Cannot probe codecs, giving up', ': Cannot probe codecs, giving up'],
      [
        'device-stalled',
        'azx_get_response timeout',
        'azx_get_response timeout, switching to (?:polling|single_cmd) mode: last cmd=0x[0-9a-f]{8}',
        ': azx_get_response timeout, switching to polling mode: last cmd=0x000f0000',
      ],
      [
        'device-stalled',
        'CORB reset timeout#',
        'CORB reset timeout#\\d, CORBRP = \\d{1,6}',
        ': CORB reset timeout#1, CORBRP = 65535',
      ],
      [
        'device-failed',
        'unable to grab IRQ',
        'unable to grab IRQ \\d{1,9}, disabling device',
        ': unable to grab IRQ 0, disabling device',
      ],
    ],
  ),
  ...list('xe', 'drivers/gpu/drm/xe/xe_device.c xe_device_declare_wedged() 6.10..7.1', [
    [
      'device-failed',
      'Xe has declared device',
      '(?:\\*ERROR\\* )?CRITICAL: Xe has declared device \\S{12,16} as wedged\\.',
      ': [drm] *ERROR* CRITICAL: Xe has declared device 0000:3b:00.0 as wedged.',
    ],
  ]),
  ...list(
    'r8169',
    'drivers/net/ethernet/realtek/r8169_main.c rtl_init_one() 5.1 on, until dev_err_probe() says it: -ENODEV, of which the driver core says nothing',
    [
      [
        'probe-failed',
        'unknown chip XID',
        'unknown chip XID [0-9a-f]{3}(?:, contact r8169 maintainers \\(see MAINTAINERS file\\))?',
        ': unknown chip XID fcf, contact r8169 maintainers (see MAINTAINERS file)',
      ],
    ],
  ),
  ...list('r8169', 'drivers/net/ethernet/realtek/r8169_main.c rtl8169_pcierr_interrupt() 2.6.32..7.1', [
    [
      'device-stalled',
      'PCI error (cmd = 0x',
      'PCI error \\(cmd = 0x[0-9a-f]{4}, status(?:_errs)? = 0x[0-9a-f]{4,8}\\)',
      ' eth0: PCI error (cmd = 0x0407, status_errs = 0x2000)',
    ],
  ]),
  ...list('i915', 'drivers/gpu/drm/i915/i915_driver.c i915_driver_probe()', [
    [
      'probe-failed',
      'Device initialization failed (',
      '(?:\\*ERROR\\* )?Device initialization failed \\((-\\d{1,4})\\)',
      ': [drm] *ERROR* Device initialization failed (-19)',
    ],
  ]),
  ...list('nouveau', 'drivers/gpu/drm/nouveau/nvkm/engine/device/base.c nvkm_device_ctor(): -ENODEV', [
    ['probe-failed', 'unknown chipset (', 'unknown chipset \\([0-9a-f]{8}\\)', ': unknown chipset (ffffffff)'],
  ]),
  ...list('lpfc', 'drivers/scsi/lpfc/lpfc_init.c lpfc_pci_probe_one_s3(), _s4(): -ENODEV for the HBA', [
    [
      'probe-failed',
      ' Failed to set up hba',
      '\\d{1,3}:14[0-9]{2} Failed to set up hba',
      ': 0:1421 Failed to set up hba',
    ],
  ]),
  ...list('bnx2', 'drivers/net/ethernet/broadcom/bnx2.c bnx2_init_board() 2.6.32..7.1: -ENODEV', [
    [
      'probe-failed',
      'Firmware not running, aborting',
      'Firmware not running, aborting',
      ': Firmware not running, aborting',
    ],
  ]),
  ...list('mana', 'drivers/net/ethernet/microsoft/mana/gdma_main.c mana_gd_probe() 5.13..7.1', [
    [
      'probe-failed',
      'gdma probe failed: err',
      'gdma probe failed: err = (-\\d{1,4})',
      ': gdma probe failed: err = -110',
    ],
  ]),
  ...list('iwlwifi', 'drivers/net/wireless/intel/iwlwifi/mvm/ops.c', [
    [
      'device-failed',
      'Failed to run INIT ucode',
      'Failed to run INIT ucode: (-?\\d{1,4})',
      ': Failed to run INIT ucode: -110',
    ],
    [
      'device-failed',
      'Failed to start RT ucode',
      'Failed to start RT ucode: (-?\\d{1,4})',
      ': Failed to start RT ucode: -110',
    ],
  ]),
  ...list('iwlwifi', 'drivers/net/wireless/intel/iwlwifi/pcie/rx.c, tx.c; drivers/net/wireless/iwlwifi ..4.2', [
    [
      'device-stalled',
      'Microcode SW error detected',
      'Microcode SW error detected\\. {1,2}Restarting 0x[0-9A-F]{1,8}\\.',
      ': Microcode SW error detected. Restarting 0x2000000.',
    ],
    [
      'device-stalled',
      'Hardware error detected',
      'Hardware error detected\\. {1,2}Restarting\\.',
      ': Hardware error detected. Restarting.',
    ],
    [
      'device-stalled',
      ': time out after ',
      'Error sending \\S{1,60}: time out after \\d{1,6}ms\\.',
      ': Error sending STATISTICS_CMD: time out after 2000ms.',
    ],
  ]),
  ...list('ath10k_pci', 'drivers/net/wireless/ath/ath10k/pci.c, core.c 3.11..7.1', [
    [
      'device-stalled',
      'firmware crashed! (',
      'firmware crashed! \\((?:guid|uuid) [0-9a-fn/]{1,8}[0-9a-f-]{0,40}\\)',
      ': firmware crashed! (guid 2d1d8b0a-5c3a-4f0e-9d4f-0f6a1c9d2b11)',
    ],
    [
      'device-stalled',
      'failed to wake ',
      'failed to wake (?:up device : |target for (?:read|write)32 (?:of 0x[0-9a-f]{8} )?at 0x[0-9a-f]{8}: )(-?\\d{1,4})',
      ': failed to wake target for read32 at 0x0003a028: -110',
    ],
    [
      'device-failed',
      'ould not init core',
      '[Cc]ould not init core(?: \\(|: )(-?\\d{1,4})\\)?',
      ': Could not init core: -110',
    ],
  ]),
  ...list('e1000e', 'drivers/net/ethernet/intel/e1000e/netdev.c e1000_alloc_rx_buffers(), e1000_tx_map()', [
    ['device-stalled', ' DMA map failed', '[RT]x DMA map failed', ': Rx DMA map failed'],
  ]),
  ...(
    [
      [
        /^NVRM: Xid \(PCI:([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2})(?:\.0)?\): 79, (?:.{1,80}, )?GPU has fallen off the bus\.$/,
        'Xid (PCI:0000:c2:00): 79, pid=1187, GPU',
      ],
      [/^NVRM: GPU at ([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2})\.0 has fallen off the bus\.$/, 'GPU at 0000:c2:00.0'],
    ] as const
  ).map(
    ([pattern, example]): Row => ({
      family: 'driver',
      kind: 'device-failed',
      fault: true,
      on: 'message',
      needle: 'fallen off the bus',
      pattern,
      read: (match) => ({ bdf: `${match[1]}.0`, fields: fieldsOf('nvidia', 'GPU has fallen off the bus', undefined) }),
      from: 'NVIDIA open-gpu-kernel-modules src/nvidia/arch/nvalloc/unix/src/osinit.c osHandleGpuLost(); drivers up to 390 name the function',
      examples: [`[   62.100000] NVRM: ${example} has fallen off the bus.`],
    }),
  ),
  ...(
    [
      [
        'RmInitAdapter failed',
        '(RmInitAdapter failed)! \\(0x[0-9a-f]{1,8}:0x[0-9a-f]{1,8}:\\d{1,8}\\)',
        'RmInitAdapter failed! (0x22:0x56:632)',
      ],
      ['fallen off the bus', '(GPU has fallen off the bus)\\.', 'GPU has fallen off the bus.'],
    ] as const
  ).map(
    ([needle, text, example]): Row => ({
      family: 'driver',
      kind: 'device-failed',
      fault: true,
      on: 'message',
      needle,
      pattern: new RegExp(`^NVRM: GPU ([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.0): ${text}$`),
      read: (match) => ({ bdf: match[1] ?? null, fields: fieldsOf('nvidia', match[2] ?? '', undefined) }),
      from: 'NVIDIA open-gpu-kernel-modules src/nvidia/arch/nvalloc/unix/src/osinit.c RmInitAdapter(), osapi.c; out of the kernel’s tree',
      examples: [`[   62.100000] NVRM: GPU 0000:c2:00.0: ${example}`],
    }),
  ),
];

export const SYMPTOM: readonly Row[] = [...NVME, ...NVME_OF_OLD, ...ETHERNET, ...STORAGE, ...OTHERS, ...GIVING_UP];

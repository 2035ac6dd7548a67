/** The parts of ECharts that the pages use; SVG, so that pictures stay sharp and a browser test can see their words. */
import { CustomChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([CustomChart, GridComponent, TooltipComponent, SVGRenderer]);

export { init };

/** The parts of ECharts that the pages use; SVG, so that pictures stay sharp and a browser test can see their words. */
import { BarChart, CustomChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, CustomChart, GridComponent, TooltipComponent, SVGRenderer]);

export { init };

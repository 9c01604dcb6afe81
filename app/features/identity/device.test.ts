import { expect, test } from 'vitest'
import { deviceOf } from './device.ts'

const MOZILLA = 'Mozilla/5.0'
const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  [`${MOZILLA} (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/130.0.0.0 Safari/537.36`, 'Chrome · Windows'],
  [`${MOZILLA} (Windows NT 10.0) ${WEBKIT} Chrome/130.0 Safari/537.36 Edg/130.0`, 'Edge · Windows'],
  [
    `${MOZILLA} (Linux; Android 14; SM-A546E) ${WEBKIT} SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36`,
    'Samsung Internet · Android',
  ],
  [
    `${MOZILLA} (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1`,
    'Safari · iPhone',
  ],
  [`${MOZILLA} (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0`, 'Firefox · Linux'],
  [
    `${MOZILLA} (Windows NT 10.0) ${WEBKIT} Chrome/128.0 YaBrowser/24.10 Safari/537.36`,
    'Yandex Browser · Windows',
  ],
  ['curl/8.5.0', null],
  [null, null],
])('device: %s', (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device)
})

import ipaddr from 'ipaddr.js'

/**
 * The network that an address belongs to, as one household or office has it: an IPv4 address itself, the /64 of an IPv6
 * address ("2001:db8:0:1::/64"). IPv4 written as IPv6 is IPv4. Text that is no address stands for itself.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString()
  const prefix = parsed.parts.slice(0, 4).map((part) => part.toString(16))
  return `${prefix.join(':')}::/64`
}

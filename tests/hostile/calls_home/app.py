import socket
import urllib.request

from tries import refused, targets

for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK, socket.AF_PACKET):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
        refused(lambda: socket.socket(family, kind))
refused(lambda: socket.create_connection(("127.0.0.1", targets["port"]), timeout=1))
refused(lambda: urllib.request.urlopen(f"http://127.0.0.1:{targets['port']}/", timeout=1))
refused(lambda: socket.getaddrinfo("example.org", 80))
for kind in (socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
    refused(lambda: socket.socketpair(socket.AF_UNIX, kind))
one, other = socket.socketpair()
for address in (targets["socket"], "\0" + targets["abstract"]):
    refused(lambda: one.connect(address))
    refused(lambda: one.sendto(b"x", address))
    refused(lambda: one.bind(address + "-own"))
refused(one.listen)

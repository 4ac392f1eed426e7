#!/usr/bin/env python3
"""A server on loopback with canned replies in pages, so that a client's own work is what is measured.

STS GetCallerIdentity; EC2 DescribeInstances (--filters Name=bench,Values=COUNT); DynamoDB Scan (a table named bench-COUNT);
S3 ListObjectsV2 (a bucket named bench-COUNT). 1,000 items a page. Prints its port, ends when its standard input does.
"""
import json
import os
import re
import socketserver
import sys
import threading
import urllib.parse

PAGE = 1000

IDENTITY = b"""<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::123456789012:user/bench</Arn><UserId>AIDACKCEVSQ6C2EXAMPLE</UserId><Account>123456789012</Account>
</GetCallerIdentityResult><ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata>
</GetCallerIdentityResponse>"""

INSTANCE = """<item><reservationId>r-0@@@%(n)07x</reservationId><ownerId>123456789012</ownerId><groupSet/><instancesSet><item>
<instanceId>i-0123@@@%(n)09x</instanceId><imageId>ami-0abcdef1234567890</imageId><instanceState><code>16</code><name>running</name></instanceState>
<privateDnsName>ip-10-0-%(a)d-%(b)d.ec2.internal</privateDnsName><dnsName>ec2-203-0-113-%(b)d.compute-1.amazonaws.com</dnsName><reason/>
<keyName>bench</keyName><amiLaunchIndex>0</amiLaunchIndex><productCodes/><instanceType>m5.large</instanceType><launchTime>2026-01-01T00:00:00.000Z</launchTime>
<placement><availabilityZone>us-east-1a</availabilityZone><groupName/><tenancy>default</tenancy></placement><monitoring><state>disabled</state></monitoring>
<subnetId>subnet-0123456789abcdef0</subnetId><vpcId>vpc-0123456789abcdef0</vpcId><privateIpAddress>10.0.%(a)d.%(b)d</privateIpAddress><ipAddress>203.0.113.%(b)d</ipAddress>
<sourceDestCheck>true</sourceDestCheck><groupSet><item><groupId>sg-0123456789abcdef0</groupId><groupName>web &amp; app</groupName></item></groupSet>
<architecture>x86_64</architecture><rootDeviceType>ebs</rootDeviceType><rootDeviceName>/dev/xvda</rootDeviceName>
<blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-0123@@@%(n)09x</volumeId><status>attached</status><attachTime>2026-01-01T00:00:01.000Z</attachTime>
<deleteOnTermination>true</deleteOnTermination></ebs></item></blockDeviceMapping><virtualizationType>hvm</virtualizationType><clientToken>bench-%(n)d</clientToken>
<tagSet><item><key>Name</key><value>web-%(n)d</value></item><item><key>Stage</key><value>production</value></item></tagSet><hypervisor>xen</hypervisor>
<networkInterfaceSet><item><networkInterfaceId>eni-0123@@@%(n)09x</networkInterfaceId><subnetId>subnet-0123456789abcdef0</subnetId><vpcId>vpc-0123456789abcdef0</vpcId>
<description/><ownerId>123456789012</ownerId><status>in-use</status><macAddress>0a:00:00:00:00:01</macAddress><privateIpAddress>10.0.%(a)d.%(b)d</privateIpAddress>
<sourceDestCheck>true</sourceDestCheck><groupSet><item><groupId>sg-0123456789abcdef0</groupId><groupName>web &amp; app</groupName></item></groupSet>
<attachment><attachmentId>eni-attach-0123@@@%(n)09x</attachmentId><deviceIndex>0</deviceIndex><status>attached</status><attachTime>2026-01-01T00:00:00.000Z</attachTime>
<deleteOnTermination>true</deleteOnTermination><networkCardIndex>0</networkCardIndex></attachment>
<privateIpAddressesSet><item><privateIpAddress>10.0.%(a)d.%(b)d</privateIpAddress><primary>true</primary></item></privateIpAddressesSet><interfaceType>interface</interfaceType>
</item></networkInterfaceSet><ebsOptimized>false</ebsOptimized><enaSupport>true</enaSupport><hibernationOptions><configured>false</configured></hibernationOptions>
<metadataOptions><state>applied</state><httpTokens>required</httpTokens><httpPutResponseHopLimit>2</httpPutResponseHopLimit><httpEndpoint>enabled</httpEndpoint></metadataOptions>
</item></instancesSet></item>"""


def item(n):
    return {
        "Id": {"S": "@@@%08d" % n}, "Name": {"S": 'The "tool" no. %d of the b\u00f6x' % n}, "Price": {"N": "%d.95" % n}, "Sold": {"BOOL": n % 2 == 0},
        "Tags": {"SS": ["steel", "wood", "used"]}, "Size": {"M": {"Width": {"N": "12"}, "Height": {"N": str(n)}, "Unit": {"S": "mm"}}},
        "History": {"L": [{"S": "2026-01-01T00:00:00Z"}, {"NULL": True}]}, "Picture": {"B": "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4"},
    }


KEY = """<Contents><Key>logs/2026/01/01/@@@/file-%07d.json.gz</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>
<ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>"""


class Pages:
    """A list of any length: only the number of the page differs between pages, so that making one costs next to nothing."""

    def __init__(self, items, around, separator=b""):
        self.items, self.around, self.separator = items, around, separator
        self.full = separator.join(items)

    def page(self, number, total):
        count = min(PAGE, total - number * PAGE)
        items = self.full if count == PAGE else self.separator.join(self.items[:count])
        more = number + 1 if (number + 1) * PAGE < total else None
        return self.around(items.replace(b"@@@", b"%03x" % number), count, more)


def instances_page(body, _, more):
    token = b"<nextToken>%d</nextToken>" % more if more else b""
    return (b'<?xml version="1.0" encoding="UTF-8"?>\n<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>bench</requestId>'
            b"<reservationSet>" + body + b"</reservationSet>" + token + b"</DescribeInstancesResponse>")


def scan_page(body, count, more):
    last = b',"LastEvaluatedKey":{"Id":{"S":"%d"}}' % more if more else b""
    return b'{"Items":[' + body + b'],"Count":%d,"ScannedCount":%d%s}' % (count, count, last)


def keys_page(body, count, more):
    token = b"<IsTruncated>true</IsTruncated><NextContinuationToken>%d</NextContinuationToken>" % more if more else b"<IsTruncated>false</IsTruncated>"
    return (b'<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bench</Name><Prefix></Prefix>'
            b"<KeyCount>%d</KeyCount><MaxKeys>1000</MaxKeys>" % count + token + body + b"</ListBucketResult>")


class Lists:
    instances = Pages([(INSTANCE % {"n": n, "a": n >> 8 & 255, "b": n & 255}).encode() for n in range(PAGE)], instances_page)
    scan = Pages([json.dumps(item(n), ensure_ascii=False, separators=(",", ":")).encode() for n in range(PAGE)], scan_page, b",")
    keys = Pages([(KEY % (n, n * 37)).encode() for n in range(PAGE)], keys_page)


def answer(method, path, headers, body):
    """The content type and the body of a reply."""
    url = urllib.parse.urlsplit(path)
    if headers.get("x-amz-target", "").endswith(".Scan"):
        request = json.loads(body)
        start = request.get("ExclusiveStartKey")
        return "application/x-amz-json-1.0", Lists.scan.page(int(start["Id"]["S"]) if start else 0, int(request["TableName"].removeprefix("bench-")))
    if method == "GET":
        query = urllib.parse.parse_qs(url.query)
        return "application/xml", Lists.keys.page(int(query.get("continuation-token", ["0"])[0]), int(re.search(r"bench-(\d+)", url.path)[1]))
    form = urllib.parse.parse_qs(body.decode())
    if form["Action"] == ["DescribeInstances"]:
        return "text/xml", Lists.instances.page(int(form.get("NextToken", ["0"])[0]), int(form["Filter.1.Value.1"][0]))
    return "text/xml", IDENTITY


class Handler(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    wbufsize = -1

    def handle(self):
        while line := self.rfile.readline():
            method, path, _ = line.decode().split(" ", 2)
            headers = {}
            while (header := self.rfile.readline().decode().strip()):
                name, _, value = header.partition(":")
                headers[name.lower()] = value.strip()
            if headers.get("expect"):
                self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                self.wfile.flush()
            kind, reply = answer(method, path, headers, self.rfile.read(int(headers.get("content-length", 0))))
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (kind.encode(), len(reply)))
            self.wfile.write(reply)
            self.wfile.flush()


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def main():
    with Server(("127.0.0.1", 0), Handler) as server:
        print(server.server_address[1], flush=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        while os.read(0, 1024):
            pass


if __name__ == "__main__":
    main()

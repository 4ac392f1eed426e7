namespace Awl.Signing.Checksums;

/// <summary>The checksums that a request may carry and a reply may promise.</summary>
enum ChecksumAlgorithm
{
    Crc32,
    Crc32C,
    Crc64Nvme,
    Sha1,
    Sha256,
    Sha512,
    XxHash64,
    XxHash3,
    XxHash128,
}

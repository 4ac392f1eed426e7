using Awl.Protocols.Codecs;

namespace Awl.Protocols;

/// <summary>The protocols by the names that the models have for them.</summary>
static class ProtocolTable
{
    /// <exception cref="UsageException">There is no such protocol: the model is newer than Awl, or a user's own.</exception>
    public static IProtocol Get(string name, ReplyTimestamps timestamps) => name switch
    {
        "json" => new AwsJsonProtocol(timestamps),
        "rest-json" => new RestJsonProtocol(timestamps),
        "smithy-rpc-v2-cbor" => new RpcV2CborProtocol(timestamps),
        "rest-xml" => new RestXmlProtocol(timestamps),
        "query" => new AwsQueryProtocol(timestamps),
        "ec2" => new Ec2QueryProtocol(timestamps),
        _ => throw Unknown(name),
    };

    /// <summary>What reads and writes the bodies of a protocol's events: see <see cref="EventReader"/> and <see cref="EventWriter"/>.</summary>
    /// <exception cref="UsageException">The protocol has no event streams.</exception>
    public static IBodyCodec GetEventCodec(string name, ReplyTimestamps timestamps) => name switch
    {
        "json" => new JsonBodyCodec(timestamps, convertsScalars: false),
        // Source: botocore parsers.py, EventStreamJSONParser: the scalars of an event pass as they are, though those of a reply do not.
        "rest-json" => new JsonBodyCodec(timestamps, convertsScalars: false),
        "rest-xml" => new XmlBodyCodec(timestamps),
        "smithy-rpc-v2-cbor" => new CborBodyCodec(timestamps),
        _ => throw Unknown(name),
    };

    static UsageException Unknown(string name) => new($"The model's protocol \"{name}\" is none that Awl speaks.");
}

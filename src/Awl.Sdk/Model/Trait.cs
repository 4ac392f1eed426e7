namespace Awl.Model;

/// <summary>What a model says beyond its skeleton. Each trait has strings, numbers or nothing as its values.</summary>
/// <remarks>The numbers are written into packs: new traits go to the end of their group, old ones keep theirs.</remarks>
enum Trait : byte
{
    // Members and shapes.
    /// <summary>String: the name on the wire (<c>locationName</c>).</summary>
    WireName = 1,
    /// <summary>String: the name that ec2 uses instead of the wire name (<c>queryName</c>).</summary>
    QueryName = 2,
    /// <summary>Strings: URI of an XML name space and, if it has one, its prefix.</summary>
    XmlNamespace = 3,
    /// <summary>String: iso8601, rfc822 or unixTimestamp.</summary>
    TimestampFormat = 4,
    /// <summary>Strings: the values of an enumeration.</summary>
    Enum = 5,
    /// <summary>String: the smallest value or length, as the model writes it.</summary>
    Min = 6,
    /// <summary>String: the largest value or length, as the model writes it.</summary>
    Max = 7,
    /// <summary>Number: index of the member that is the whole body.</summary>
    Payload = 8,
    /// <summary>String: the code of an error on the wire, where it is not the shape's name.</summary>
    ErrorCode = 9,
    /// <summary>Number: the HTTP status of an error.</summary>
    ErrorStatus = 10,
    /// <summary>Number: 1 when the caller is to blame.</summary>
    SenderFault = 11,
    /// <summary>Number: the error may be retried; 1 when it is a throttling error.</summary>
    Retryable = 12,
    /// <summary>Numbers: required members in the model's order, where it is not the order of the members.</summary>
    RequiredOrder = 13,
    /// <summary>String: the endpoint parameter that the member's value gives.</summary>
    ContextParam = 14,
    /// <summary>No value: the length of the stream must be sent beforehand.</summary>
    RequiresLength = 15,
    /// <summary>No value: the service is to blame for the error.</summary>
    Fault = 16,
    /// <summary>No value: not in AWS's own model, made by its tools.</summary>
    Synthetic = 17,

    // Operations.
    /// <summary>Numbers: the shapes of the errors, counted from the service's first shape.</summary>
    Errors = 30,
    /// <summary>String: the element around the result of a query operation.</summary>
    ResultWrapper = 31,
    /// <summary>String: the root element of an XML request.</summary>
    InputWireName = 32,
    /// <summary>Strings: name space of the root element and, if it has one, its prefix.</summary>
    InputXmlNamespace = 33,
    /// <summary>String: template in front of the host.</summary>
    HostPrefix = 34,
    /// <summary>String: none, v4, v4-unsigned-body, bearer …</summary>
    AuthType = 35,
    /// <summary>Strings: authentication schemes in order of preference.</summary>
    Auth = 36,
    /// <summary>String: JSON of the endpoint parameters that the operation fixes.</summary>
    StaticContextParams = 37,
    /// <summary>String: JSON of the endpoint parameters that paths into the input give.</summary>
    OperationContextParams = 38,
    /// <summary>String: member that names the checksum algorithm of the request.</summary>
    RequestAlgorithmMember = 39,
    /// <summary>String: member that asks for checksums in the reply.</summary>
    RequestValidationModeMember = 40,
    /// <summary>Strings: checksum algorithms that a reply may carry.</summary>
    ResponseAlgorithms = 41,
    /// <summary>Strings: encodings that may compress the request.</summary>
    RequestCompression = 42,
    /// <summary>Number: 1 when the endpoint must be discovered, 0 when it may.</summary>
    EndpointDiscovery = 43,
    /// <summary>Strings: paths of the paginator.</summary>
    InputTokens = 44,
    /// <summary>Strings: paths of the paginator.</summary>
    OutputTokens = 45,
    /// <summary>Strings: paths of the paginator.</summary>
    ResultKeys = 46,
    /// <summary>String: input member that limits the page.</summary>
    LimitKey = 47,
    /// <summary>String: path that says whether there is more.</summary>
    MoreResults = 48,
    /// <summary>Strings: paths taken from the first page.</summary>
    NonAggregateKeys = 49,

    // Services.
    /// <summary>String.</summary>
    ServiceId = 60,
    /// <summary>String.</summary>
    EndpointPrefix = 61,
    /// <summary>String.</summary>
    SigningName = 62,
    /// <summary>String.</summary>
    SignatureVersion = 63,
    /// <summary>String: the protocol chosen among those that the model offers.</summary>
    Protocol = 64,
    /// <summary>String.</summary>
    JsonVersion = 65,
    /// <summary>String.</summary>
    TargetPrefix = 66,
    /// <summary>String.</summary>
    ApiVersion = 67,
    /// <summary>String.</summary>
    FullName = 68,
    /// <summary>String.</summary>
    Abbreviation = 69,
    /// <summary>String: the host of a service that has one for the world.</summary>
    GlobalEndpoint = 70,
    /// <summary>No value: errors carry the code of the query protocol in a header.</summary>
    QueryCompatible = 71,
    /// <summary>Strings: endpoint parameters that client settings give.</summary>
    ClientContextParams = 72,
    /// <summary>Strings: name, then compact JSON, of each waiter, sorted by name.</summary>
    Waiters = 73,
    /// <summary>Number: root of the endpoint rules in the rule graph.</summary>
    EndpointRules = 74,
    /// <summary>String: optional or eventstream.</summary>
    Http2 = 75,
    /// <summary>
    /// Numbers: 24 bits each, the n-th bit for the n-th region of the partitions. None is set for a service with one endpoint for all regions; a service of which
    /// nothing is known has no such trait.
    /// </summary>
    Regions = 76,
}

using System.Text;
using System.Text.Json;
using Awl.Http;
using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>EC2: user data and console output are base64 on the wire alone, one instance is the default, protocols have names, snapshots are copied between regions.</summary>
/// <remarks>
/// Source: botocore handlers.py, base64_encode_user_data, decode_console_output, inject_presigned_url_ec2, _add_parameter_aliases; aws-cli v2,
/// customizations/ec2/addcount.py, protocolarg.py.
/// </remarks>
sealed class Ec2Customization : IServiceCustomization
{
    public void PrepareInput(Operation operation, InputChanges input)
    {
        if (operation.NameUtf8.SequenceEqual("RunInstances"u8)) PrepareRun(input);
        if (IsAclEntry(operation) && ProtocolNumber(input.FindText("Protocol")) is { } number) input["Protocol"] = number;
        if (input.Has("Filters") && operation.Input?.FindMember("Filter"u8) is not null) input.Rename("Filters", "Filter", operation.Name);
    }

    public ValueTask CompleteRequestAsync(Operation operation, HttpRequest request, Presigner presigner, CancellationToken cancellationToken)
        => operation.NameUtf8.SequenceEqual("CopySnapshot"u8) ? CrossRegionUrl.AddForEc2Async(request, presigner, cancellationToken) : default;

    public ReadOnlyMemory<byte> AdaptOutput(Operation operation, JsonElement input, HeaderList headers, ReadOnlyMemory<byte> utf8Json)
        => !operation.NameUtf8.SequenceEqual("GetConsoleOutput"u8) ? utf8Json : OutputTree.Change(utf8Json, static output =>
        {
            if (OutputTree.FindText(output, "Output") is { } text && Decode(text) is { } decoded) output["Output"] = decoded;
        });

    static void PrepareRun(InputChanges input)
    {
        UserData.Encode(input);
        if (!input.Has("MaxCount")) input["MaxCount"] = 1;
        if (!input.Has("MinCount")) input["MinCount"] = 1;
    }

    static bool IsAclEntry(Operation operation)
        => operation.NameUtf8.SequenceEqual("CreateNetworkAclEntry"u8) || operation.NameUtf8.SequenceEqual("ReplaceNetworkAclEntry"u8);

    static string? ProtocolNumber(string? name) => name switch
    {
        "tcp" => "6",
        "udp" => "17",
        "icmp" => "1",
        "all" => "-1",
        _ => null,
    };

    /// <summary>A console may print anything: what is no UTF-8 becomes a replacement character.</summary>
    static string? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}

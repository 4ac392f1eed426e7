using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Cli.CommandLine;
using Awl.Cli.Terminals;
using Awl.Client;

namespace Awl.Cli.Commands.S3;

/// <summary><c>s3 ls</c>: lists buckets, or the keys and prefixes under a prefix. One page is in memory at a time.</summary>
/// <remarks>Source: aws-cli v2, customizations/s3/subcommands.py, ListCommand.</remarks>
sealed class Ls : ICommand
{
    long _objects;
    long _bytes;
    bool _isFirstPage = true;
    bool _isEmpty;

    public CommandSpec Spec { get; } = new("s3 ls", "Lists buckets, or the objects and prefixes under a prefix.")
    {
        Options =
        [
            new("paths") { IsPositional = true, Arity = Arity.Optional, Summary = "s3://bucket/prefix; nothing for all buckets." },
            new("recursive", ValueKind.Boolean) { Summary = "List all objects under the prefix." },
            new("page-size", ValueKind.Integer) { Summary = "Objects per call; the service's own number is 1000." },
            new("human-readable", ValueKind.Boolean) { Summary = "Print sizes as KiB, MiB and so on." },
            new("summarize", ValueKind.Boolean) { Summary = "Print the number of objects and their size at the end." },
            new("request-payer") { Arity = Arity.Optional, Choices = ["requester"], Summary = "Agree to pay for the requests." },
            new("bucket-name-prefix") { Summary = "List only buckets whose names start so." },
            new("bucket-region") { Summary = "List only buckets of this region." },
        ],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var uri = S3Uri.Parse(context.Options.Value("paths") ?? "s3://");
        if (uri.Bucket.Length == 0) await ListBucketsAsync(context, cancellationToken);
        else await ListObjectsAsync(context, uri, cancellationToken);

        if (context.Options.IsOn("summarize")) PrintSummary(context);
        // Without a key there is nothing that could have been missed: the service reports a missing bucket itself.
        return uri.Key.Length > 0 && _isEmpty && _isFirstPage ? 1 : 0;
    }

    async Task ListBucketsAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var input = new JsonObject();
        if (context.Options.Value("bucket-name-prefix") is { Length: > 0 } prefix) input["Prefix"] = prefix;
        if (context.Options.Value("bucket-region") is { Length: > 0 } region) input["BucketRegion"] = region;

        await foreach (var page in PagesOf("ListBuckets", input, context, cancellationToken))
        {
            foreach (var bucket in ItemsOf(page, "Buckets"))
            {
                var time = bucket.GetProperty("CreationDate"u8).GetDateTimeOffset();
                context.Out.WriteLine($"{LocalTime(time, context.Machine)} {bucket.GetProperty("Name"u8).GetString()}");
            }
        }
    }

    async Task ListObjectsAsync(CommandContext context, S3Uri uri, CancellationToken cancellationToken)
    {
        var isRecursive = context.Options.IsOn("recursive");
        var input = new JsonObject { ["Bucket"] = uri.Bucket, ["Prefix"] = uri.Key };
        if (!isRecursive) input["Delimiter"] = "/";
        if (context.Options.Has("request-payer")) input["RequestPayer"] = context.Options.Value("request-payer") ?? "requester";

        await foreach (var page in PagesOf("ListObjectsV2", input, context, cancellationToken)) PrintPage(context, page, isRecursive);
    }

    void PrintPage(CommandContext context, JsonElement page, bool isRecursive)
    {
        var isEmpty = true;
        foreach (var prefix in ItemsOf(page, "CommonPrefixes"))
        {
            context.Out.WriteLine($"{"PRE",30} {Shown(LastFolder(prefix.GetProperty("Prefix"u8).GetString()!).ToString(), context.Terminal)}/");
            isEmpty = false;
        }
        foreach (var item in ItemsOf(page, "Contents"))
        {
            PrintObject(context, item, isRecursive);
            isEmpty = false;
        }
        if (isEmpty) _isEmpty = true;
        else _isFirstPage = false;
    }

    void PrintObject(CommandContext context, JsonElement item, bool isRecursive)
    {
        var size = item.GetProperty("Size"u8).GetInt64();
        var key = item.GetProperty("Key"u8).GetString()!;
        (_objects, _bytes) = (_objects + 1, _bytes + size);

        var sizeText = context.Options.IsOn("human-readable") ? SizeText.Of(size) : size.ToString(CultureInfo.InvariantCulture);
        var name = Shown(isRecursive ? key : key[(key.LastIndexOf('/') + 1)..], context.Terminal);
        context.Out.WriteLine($"{LocalTime(item.GetProperty("LastModified"u8).GetDateTimeOffset(), context.Machine)} {sizeText,10} {name}");
    }

    void PrintSummary(CommandContext context)
    {
        var size = context.Options.IsOn("human-readable") ? SizeText.Of(_bytes) : _bytes.ToString(CultureInfo.InvariantCulture);
        context.Out.WriteLine($"\nTotal Objects: {_objects}");
        context.Out.WriteLine($"   Total Size: {size}");
    }

    static async IAsyncEnumerable<JsonElement> PagesOf(
        string operation, JsonObject input, CommandContext context, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var client = context.CreateClient("s3api");
        var options = Paging.OptionsOf(context.Options, context.Terminal);
        var paginator = new Paginator(client, client.GetOperation(operation), options);
        await foreach (var page in paginator.ReadPagesAsync(JsonDocument.Parse(input.ToJsonString()).RootElement, cancellationToken))
        {
            using (page) yield return page.Json;
            context.Terminal.Flush();
        }
    }

    static JsonElement.ArrayEnumerator ItemsOf(JsonElement page, string list)
        => page.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;

    /// <summary>A screen gets no control characters of a key; a pipe gets all.</summary>
    static string Shown(string name, Terminal terminal) => terminal.OutputIsScreen ? ScreenText.Of(name) : name;

    /// <summary><c>a/b/</c> is shown as <c>b</c>.</summary>
    static ReadOnlySpan<char> LastFolder(string prefix)
    {
        var folder = prefix.AsSpan().TrimEnd('/');
        return folder[(folder.LastIndexOf('/') + 1)..];
    }

    static string LocalTime(DateTimeOffset time, Machine machine)
        => TimeZoneInfo.ConvertTime(time, machine.Clock.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

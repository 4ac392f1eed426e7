using Awl.Model;

namespace Awl.Cli.CommandLine.Overlays;

/// <summary>Options of their own for members that lie deeper in the input.</summary>
/// <remarks>
/// Source: aws-cli v2, customizations/arguments.py (NestedBlobArgumentHoister), binaryhoist.py, flatten.py and their users: rekognition.py, translate.py,
/// quicksight.py, cloudsearch.py, configservice/putconfigurationrecorder.py.
/// </remarks>
static class HoistedOptions
{
    /// <summary>The hoisted options of a service, by its name on the command line.</summary>
    public static Hoist[] Of(string service) => service switch
    {
        "cloudsearch" =>
        [
            new("define-expression", "name", "Expression.ExpressionName", IsRequired: true),
            new("define-expression", "expression", "Expression.ExpressionValue", IsRequired: true),
        ],
        "configservice" => [new("put-configuration-recorder", "recording-group", "ConfigurationRecorder.recordingGroup", IsBeside: true)],
        "deploy" =>
        [
            new("create-deployment", "s3-location", "revision.s3Location"), new("create-deployment", "github-location", "revision.gitHubLocation"),
            new("get-application-revision", "s3-location", "revision.s3Location"), new("get-application-revision", "github-location", "revision.gitHubLocation"),
            new("register-application-revision", "s3-location", "revision.s3Location"), new("register-application-revision", "github-location", "revision.gitHubLocation"),
        ],
        "quicksight" => [new("start-asset-bundle-import-job", "asset-bundle-import-source-bytes", "AssetBundleImportSource.Body")],
        "rekognition" =>
        [
            new("*", "image-bytes", "Image.Bytes"),
            new("compare-faces", "source-image-bytes", "SourceImage.Bytes"),
            new("compare-faces", "target-image-bytes", "TargetImage.Bytes"),
        ],
        "translate" =>
        [
            new("import-terminology", "data-file", "TerminologyData.File", IsRequired: true)
            {
                Refusal = "File cannot be provided as part of the '--terminology-data' argument. Please use the '--data-file' option instead to specify a file.",
            },
            new("translate-document", "document-content", "Document.Content", IsRequired: true, IsBeside: true)
            {
                Refusal = "Content cannot be provided as a part of the '--document' argument. Please use the '--document-content' option instead to specify a file.",
            },
        ],
        _ => [],
    };
}

/// <summary>An option for a member of a member.</summary>
/// <param name="Command">The operation on the command line, or <c>*</c> for all of the service that have the outer member.</param>
/// <param name="Name">The option, without dashes.</param>
/// <param name="Path">Where the member stands: <c>Image.Bytes</c>.</param>
/// <param name="IsRequired">Whether the command refuses to run without it.</param>
/// <param name="IsBeside">Whether the option of the outer member stays as required as it is.</param>
sealed record Hoist(string Command, string Name, string Path, bool IsRequired = false, bool IsBeside = false)
{
    /// <summary>What to say when the member comes in the option of the outer one; null when that is fine.</summary>
    public string? Refusal { get; init; }

    public bool AppliesTo(string command) => Command == "*" || Command == command;

    /// <summary>Adds it to the options, after the one of the outer member, or in its place where it takes its name.</summary>
    public void AddTo(OptionList options)
    {
        var dot = Path.IndexOf('.', StringComparison.Ordinal);
        var outer = CommandNames.Of(Path[..dot]);
        if (options.Find(outer) is not { Member: { } parent } option || parent.Shape.FindMember(Path[(dot + 1)..]) is not { } member) return;

        options.Put(option with { IsRequired = option.IsRequired && IsBeside, Refusal = Refusal is null ? option.Refusal : (member.Name, Refusal) });
        options.Put(new(Name, ArgumentTable.KindOf(member.Shape)) { Member = member, Path = Path, IsRequired = IsRequired });
    }
}

using System.IO.Compression;
using System.Text;
using Awl.Cli.CommandLine;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.Lambda;

/// <summary>Operations that take code: <c>--zip-file fileb://code.zip</c>, which must be a zip file.</summary>
/// <remarks>Source: aws-cli v2, customizations/awslambda.py.</remarks>
/// <param name="operation">The operation.</param>
/// <param name="command">Its name on the command line.</param>
/// <param name="outer">The member that the file lies in; null where it is a member of the input itself.</param>
sealed class ZipFileCommand(Operation operation, string command, string? outer) : OperationCommand(operation, command)
{
    protected override void ChangeOptions(OptionList options)
    {
        if (outer is null) return;
        var option = CommandNames.Of(outer);
        options.Change(option, spec => spec with
        {
            IsRequired = false,
            Refusal = ("ZipFile", $"ZipFile cannot be provided as part of the --{option} argument.  Please use the '--zip-file' option instead to specify a zip file."),
        });
        options.Add(new("zip-file", ValueKind.Blob) { Summary = "The zip file with the code: fileb://code.zip." });
    }

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        if (options.Value("zip-file") is not { } value) return;
        CheckZip(value is InputValue.Bytes bytes ? bytes.Value : Encoding.UTF8.GetBytes(((InputValue.Text)value).Value));
        if (outer is not null) InputPath.Set(input, outer + ".ZipFile", value);
    }

    static void CheckZip(byte[] content)
    {
        try { using var archive = new ZipArchive(new MemoryStream(content, writable: false)); }
        catch (InvalidDataException e)
        {
            throw new UsageException("--zip-file must be a zip file with the fileb:// prefix.\nExample usage:  --zip-file fileb://path/to/file.zip", e);
        }
    }
}

using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>CloudWatch Logs: the start of an export is taken as <c>fromTime</c> too.</summary>
/// <remarks>Source: botocore handlers.py, _add_parameter_aliases.</remarks>
sealed class LogsCustomization : IServiceCustomization
{
    public void PrepareInput(Operation operation, InputChanges input)
    {
        if (operation.NameUtf8.SequenceEqual("CreateExportTask"u8)) input.Rename("fromTime", "from", operation.Name);
    }
}

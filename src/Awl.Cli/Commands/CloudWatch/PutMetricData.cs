using System.Globalization;
using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Parameters;
using Awl.Model;

namespace Awl.Cli.Commands.CloudWatch;

/// <summary><c>cloudwatch put-metric-data</c>: one datum in options of its own.</summary>
/// <remarks>Source: aws-cli v2, customizations/putmetricdata.py.</remarks>
sealed class PutMetricData(Operation operation, string command) : OperationCommand(operation, command)
{
    static string[] Datum => ["metric-name", "timestamp", "unit", "value", "dimensions", "statistic-values"];

    protected override void ChangeOptions(OptionList options)
    {
        options.MakeOptional("metric-data");
        options.Add(new("metric-name") { Summary = "The name of the metric." });
        options.Add(new("timestamp") { Summary = "When it was measured; now, unless given." });
        options.Add(new("unit") { Summary = "The unit of the value." });
        options.Add(new("value") { Summary = "The value." });
        options.Add(new("dimensions") { Summary = "Name=value, separated by commas." });
        options.Add(new("statistic-values") { Summary = "SampleCount=, Sum=, Minimum=, Maximum=, separated by commas." });
        options.Add(new("storage-resolution") { Summary = "Seconds: 1 or 60." });
    }

    protected override void CheckOptions(CommandContext context) => OptionGroups.CheckExclusive(context.Options, Spec.Options, ["metric-data"], Datum);

    protected override void ReadOptions(CommandContext context, OwnOptions options, InputValue.Map input)
    {
        Set("metric-name", "MetricName", static text => text);
        Set("timestamp", "Timestamp", static text => text);
        Set("unit", "Unit", static text => text);
        Set("value", "Value", Decimal);
        Set("dimensions", "Dimensions", Dimensions);
        Set("statistic-values", "StatisticValues", Statistics);
        Set("storage-resolution", "StorageResolution", static text => Scalars.Integer(text.Value));

        void Set(string option, string member, Func<InputValue.Text, InputValue> read)
        {
            if (options.Value(option) is InputValue.Text text) InputPath.Set(input, "MetricData[0]." + member, read(text));
        }
    }

    static InputValue.List Dimensions(InputValue.Text text)
    {
        var list = new InputValue.List();
        foreach (var (name, value) in Pairs(text.Value))
            list.Items.Add(new InputValue.Map { ["Name"] = new InputValue.Text(name), ["Value"] = new InputValue.Text(value) });
        return list;
    }

    static InputValue.Map Statistics(InputValue.Text text)
    {
        var map = new InputValue.Map();
        foreach (var (name, value) in Pairs(text.Value)) map[name] = Decimal(new(value));
        return map;
    }

    /// <summary>The digits as they were typed: a decimal number loses none.</summary>
    static InputValue Decimal(InputValue.Text text)
        => double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? Scalars.Float(text.Value)
            : throw new CommandFailedException("[<class 'decimal.ConversionSyntax'>]");

    static IEnumerable<(string Name, string Value)> Pairs(string text)
    {
        foreach (var pair in CommaList.Split(text))
        {
            var parts = pair.Split('=');
            yield return parts is [var name, var value] ? (name, value) : throw new CommandFailedException(
                $"{(parts.Length > 2 ? "too many" : "not enough")} values to unpack (expected 2, got {parts.Length})");
        }
    }
}

using System.Diagnostics;
using System.Text.Json;
using Awl.Model.Building;
using Awl.ModelCompiler;

// usage: Awl.ModelCompiler PACKAGE_ASSEMBLY PACK
if (args is not [var assembly, var packPath])
{
    Console.Error.WriteLine("usage: Awl.ModelCompiler <Amazon.CDK.Asset.AwsCliV1.dll> <pack to write>");
    return 2;
}

var watch = Stopwatch.StartNew();
var files = ModelPackage.ReadFiles(assembly);
var builder = new PackBuilder();
builder.SetPartitions(JsonDocument.Parse(files["partitions.json"]).RootElement);
var count = 0;
foreach (var service in ModelPackage.Services(files))
{
    builder.Add(service);
    count++;
}

var pack = builder.Build();
File.WriteAllBytes(packPath, pack);
Console.WriteLine($"{count} services, {pack.Length:N0} bytes, {watch.Elapsed.TotalSeconds:F1} s");
return 0;

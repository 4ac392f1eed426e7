using System.Diagnostics;
using System.Text.Json;
using Awl.Model.Building;
using Awl.ModelCompiler;

if (args is not [var assembly, var packPath, var documentationPath])
{
    Console.Error.WriteLine("usage: Awl.ModelCompiler <Amazon.CDK.Asset.AwsCliV1.dll> <pack to write> <documentation to write>");
    return 2;
}

var watch = Stopwatch.StartNew();
var files = ModelPackage.ReadFiles(assembly);
var services = ModelPackage.Services(files).ToList();

var documentation = new DocumentationBuilder();
var documenting = Task.Run(() => Parallel.ForEach(services, documentation.Add));

var pack = new PackBuilder();
var partitions = JsonDocument.Parse(files["partitions.json"]).RootElement;
var regions = new ServiceRegions(partitions, JsonDocument.Parse(files["endpoints.json"]).RootElement);
pack.SetPartitions(partitions);
services.ForEach(service => pack.Add(service, regions.Find(service)));
var packBytes = pack.Build();

await documenting;
var documentationBytes = documentation.Build();

await File.WriteAllBytesAsync(documentationPath, documentationBytes);
await File.WriteAllBytesAsync(packPath, packBytes);
Console.WriteLine($"{services.Count} services: pack {packBytes.Length:N0} bytes, documentation {documentationBytes.Length:N0} bytes, {watch.Elapsed.TotalSeconds:F1} s");
return 0;

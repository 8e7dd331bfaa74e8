// Makes the token tables under Tables/ with two implementations other than the one that reads them: Apache Arrow in JavaScript,
// and Apache Arrow and Parquet in Rust (as WebAssembly).
//
// npm install apache-arrow@21.2.0 parquet-wasm@0.8.0; node tables.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import * as arrow from 'apache-arrow';
import rust from 'parquet-wasm/node';

const folder = new URL('Tables/', import.meta.url);
mkdirSync(folder, { recursive: true });
const save = (name, bytes) => writeFileSync(new URL(name, folder), bytes);

// Row r holds r % 4 ids: 10 r, 10 r + 1, ...; beside it what the reader must step over.
const rows = Array.from({ length: 10 }, (_, r) => Array.from({ length: r % 4 }, (_, i) => 10 * r + i));
const item = type => new arrow.Field('item', type, true);
const masks = arrow.vectorFromArray(rows.map(row => row.map(() => 1)), new arrow.List(item(new arrow.Int8())));
const big = row => row.map(id => BigInt(id));

const small = new arrow.Table({ attention_mask: masks, input_ids: arrow.vectorFromArray(rows, new arrow.List(item(new arrow.Int32()))) });
const large = new arrow.Table({ tokens: arrow.vectorFromArray(rows.map(big), new arrow.LargeList(item(new arrow.Int64()))), attention_mask: masks });
const even = new arrow.Table({ input_ids: arrow.vectorFromArray([[3, 4], [5, 6], [7, 8]], new arrow.FixedSizeList(2, item(new arrow.Uint16()))) });
const text = new arrow.Table({ text: arrow.vectorFromArray(['one two', '', 'three \u{1F388}'], new arrow.Utf8()) });
const batches = new arrow.Table([...small.slice(0, 4).batches, ...small.slice(4).batches]);

save('js-list-int32.stream.arrow', arrow.tableToIPC(batches, 'stream'));
save('js-list-int32.file.arrow', arrow.tableToIPC(batches, 'file'));
save('js-large-list-int64.stream.arrow', arrow.tableToIPC(large, 'stream'));
save('js-fixed-list-uint16.file.arrow', arrow.tableToIPC(even, 'file'));
save('js-text.stream.arrow', arrow.tableToIPC(text, 'stream'));

const inRust = table => rust.Table.fromIPCStream(arrow.tableToIPC(table, 'stream'));
const parquet = (table, compression, version) =>
  rust.writeParquet(inRust(table), new rust.WriterPropertiesBuilder().setCompression(compression).setWriterVersion(version).setMaxRowGroupSize(4).build());

save('rust-list-int32.stream.arrow', inRust(batches).intoIPCStream());
save('rust-list-int32.snappy.parquet', parquet(small, rust.Compression.SNAPPY, rust.WriterVersion.V1));
save('rust-list-int32.v2.zstd.parquet', parquet(small, rust.Compression.ZSTD, rust.WriterVersion.V2));
save('rust-large-list-int64.parquet', parquet(large, rust.Compression.UNCOMPRESSED, rust.WriterVersion.V1));
save('rust-text.lz4.parquet', parquet(text, rust.Compression.LZ4_RAW, rust.WriterVersion.V1));

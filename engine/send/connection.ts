import type { Socket } from 'node:net'
import { errorCode } from './connect.ts'

/** Who is told what happens on a connection; between exchanges nobody is. */
interface Listener {
  onBytes(bytes: Uint8Array): void
  onClose(orderly: boolean): void
}

/** Of bytes that nobody asked for no more is kept. */
const EARLY_BYTES = 64 * 1024

/** A connected socket that forgets nothing: neither early bytes nor how it closed. */
export class Connection {
  readonly number: number
  /** Requests sent on it. */
  requests = 0
  readonly #socket: Socket
  #error: string | null = null
  #closed = false
  #early: Uint8Array = new Uint8Array(0)
  #listener: Listener | null = null

  constructor(socket: Socket, number: number) {
    this.#socket = socket
    this.number = number
    socket.on('data', (bytes: Uint8Array) => {
      if (this.#listener) this.#listener.onBytes(bytes)
      else this.#early = Buffer.concat([this.#early, bytes]).subarray(0, EARLY_BYTES)
    })
    socket.on('error', error => {
      this.#error = errorCode(error)
    })
    socket.on('end', () => this.#close(true))
    socket.on('close', () => this.#close(this.#error === null))
  }

  /** By either side. */
  get closed(): boolean {
    return this.#closed || this.#socket.destroyed
  }

  /** The code of the error that broke it. */
  get error(): string | null {
    return this.#error
  }

  /** Something of what was written has not been handed to the network yet. */
  get writing(): boolean {
    return this.#socket.writableLength > 0
  }

  listen(listener: Listener | null): void {
    this.#listener = listener
  }

  write(pieces: readonly Uint8Array[]): void {
    this.#socket.cork()
    for (const piece of pieces) this.#socket.write(piece)
    this.#socket.uncork()
  }

  /** Bytes that came while nobody had asked for anything. */
  takeEarly(): Uint8Array {
    const early = this.#early
    this.#early = new Uint8Array(0)
    return early
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #close(orderly: boolean): void {
    if (this.#closed) return
    this.#closed = true
    this.#listener?.onClose(orderly)
  }
}

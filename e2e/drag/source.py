#!/usr/bin/python3
"""A small window from which files can be dragged: source.py X Y FILE...

It says on stdout, a line each, when it is on screen (ready), when a drag began (begin) and how it
ended (end, failed).
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402


def say(word):
    print(word, flush=True)


def main(x, y, files):
    window = Gtk.Window(title="Files to drag")
    window.set_decorated(False)
    window.set_keep_above(True)
    window.set_default_size(160, 80)
    handle = Gtk.EventBox()
    handle.add(Gtk.Label(label=f"{len(files)} files"))
    handle.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    handle.drag_source_add_uri_targets()
    addresses = [GLib.filename_to_uri(file, None) for file in files]
    handle.connect("drag-begin", lambda *_: say("begin"))
    handle.connect("drag-data-get", lambda _w, _c, data, *_: data.set_uris(addresses))
    handle.connect("drag-failed", lambda *_: say("failed"))
    handle.connect("drag-end", lambda *_: say("end"))
    window.connect("map-event", lambda *_: say("ready"))
    window.connect("destroy", Gtk.main_quit)
    window.add(handle)
    window.move(x, y)
    window.show_all()
    Gtk.main()


main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
